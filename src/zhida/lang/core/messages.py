"""What the diagnostics of lowering say."""

from __future__ import annotations

from types import MappingProxyType

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = MappingProxyType(
    {
        "core.unknown-name": Message(
            "没有“{name}”这个名称。",
            "There is no “{name}” here.",
            "相近的名称：{similar}",
            "Similar names: {similar}",
        ),
        "core.unknown-field": Message(
            "“{source}”没有“{name}”这一项。",
            "“{source}” has no “{name}”.",
            "相近的项：{similar}",
            "Similar: {similar}",
        ),
        "core.unknown-type": Message(
            "没有类型“{name}”。",
            "There is no type “{name}”.",
            "相近的类型：{similar}",
            "Similar: {similar}",
        ),
        "core.unknown-parameter": Message(
            "函数 {name} 没有名为“{parameter}”的参数。",
            "The function {name} has no parameter “{parameter}”.",
            "参数：{known}",
            "Parameters: {known}",
        ),
        "core.wrong-arity": Message(
            "函数 {name} 应有 {wanted} 个参数，实有 {given} 个。",
            "The function {name} takes {wanted} arguments and was given {given}.",
        ),
        "core.argument-type": Message(
            "函数 {name} 的参数 {parameter} 应为 {wanted}，实为 {given}。",
            "The argument {parameter} of {name} should be {wanted} and is {given}.",
        ),
        "core.argument-types": Message(
            "函数 {name} 不接受（{given}）。",
            "The function {name} does not take ({given}).",
            "可用：{wanted}",
            "It takes: {wanted}",
        ),
        "core.operand-type": Message(
            "{operator} 不能用于 {given}。",
            "{operator} cannot be used on {given}.",
        ),
        "core.operand-types": Message(
            "{operator} 不能用于 {left} 和 {right}。",
            "{operator} cannot be used on {left} and {right}.",
        ),
        "core.filter-type": Message(
            "方括号里应是条件或序号，实为 {given}。",
            "A filter is a condition or a number, not {given}.",
        ),
        "core.not-a-function": Message(
            "“{name}”不是函数，是 {type}。",
            "“{name}” is not a function but {type}.",
        ),
        "core.not-a-range": Message(
            "{operator} 不构成区间。",
            "{operator} does not make a range.",
        ),
        "core.invalid-literal": Message(
            "“{text}”不是日期、时间或时长。",
            "“{text}” is no date, time or duration.",
            '写作 @"2024-01-31"、@"09:30:00"、@"P1Y" 等。',
            'Write @"2024-01-31", @"09:30:00", @"P1Y" and the like.',
        ),
        "core.duplicate-key": Message(
            "“{name}”在同一个上下文里出现两次。",
            "“{name}” occurs twice in the same context.",
        ),
        "core.wrong-type": Message(
            "这里应为 {wanted}，实为 {given}。",
            "This should be {wanted} and is {given}.",
        ),
        "core.recursive-type": Message(
            "类型定义绕回了自己：{path}。",
            "The type is defined by way of itself: {path}.",
        ),
        "core.no-output-order": Message(
            "命中策略 {policy} 要按结果的优先次序，但没有列出结果的取值。",
            "The hit policy {policy} ranks results, but their values are not listed.",
            "在结果列列出取值，优先的在前。",
            "List the values of the result column, best first.",
        ),
        "core.missing-model": Message(
            "没有给出所导入的模型 {namespace}。",
            "The imported model {namespace} is not given.",
        ),
        "core.circular-import": Message(
            "模型互相导入：{path}。",
            "The models import each other: {path}.",
        ),
        "core.unknown-element": Message(
            "所导入的模型没有元素“{key}”。",
            "The imported model has no element “{key}”.",
        ),
        "core.external-function": Message(
            "不运行外部函数（Java、PMML）。",
            "External functions (Java, PMML) are not run.",
            "改用 FEEL 写出函数体。",
            "Write the function's body in FEEL.",
        ),
    }
)
"""Every code of this room."""
