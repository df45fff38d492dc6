"""What the diagnostics of reading and writing DMN say."""

from __future__ import annotations

from types import MappingProxyType

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = MappingProxyType(
    {
        "dmn.too-large": Message(
            "文件太大：上限 {limit} 字节。",
            "The document is too large: at most {limit} bytes.",
        ),
        "dmn.too-many-elements": Message(
            "元素太多：上限 {limit} 个。",
            "The document has too many elements: at most {limit}.",
        ),
        "dmn.too-deep": Message(
            "元素嵌套太深：上限 {limit} 层。",
            "The elements are nested too deeply: at most {limit} levels.",
        ),
        "dmn.document-type": Message(
            "文件含有文档类型声明（DOCTYPE），不予读取。",
            "The document declares a document type (DOCTYPE), which is refused.",
            "DMN 文件不需要 DOCTYPE，请删去它和其中的实体。",
            "DMN needs no DOCTYPE; remove it and its entities.",
        ),
        "dmn.malformed-xml": Message(
            "不是合格的 XML：{reason}。",
            "This is not well-formed XML: {reason}.",
        ),
        "dmn.unknown-version": Message(
            "根元素 {element}（命名空间 {namespace}）不是 DMN 模型。",
            "The root element {element} (namespace {namespace}) is not a DMN model.",
            "可读的版本：{known}。",
            "Versions that can be read: {known}.",
        ),
        "dmn.missing-element": Message(
            "{element} 缺少 {missing}。",
            "{element} lacks {missing}.",
        ),
        "dmn.missing-attribute": Message(
            "{element} 缺少属性 {missing}。",
            "{element} lacks the attribute {missing}.",
        ),
        "dmn.unknown-hit-policy": Message(
            "没有命中策略“{policy}”。",
            "There is no hit policy “{policy}”.",
            "可用：{known}。",
            "Known: {known}.",
        ),
        "dmn.unknown-aggregation": Message(
            "没有汇总方式“{aggregation}”。",
            "There is no aggregation “{aggregation}”.",
            "可用：SUM、COUNT、MIN、MAX。",
            "Known: SUM, COUNT, MIN, MAX.",
        ),
        "dmn.unknown-function-kind": Message(
            "没有函数种类“{kind}”。",
            "There is no function kind “{kind}”.",
            "可用：FEEL、Java、PMML。",
            "Known: FEEL, Java, PMML.",
        ),
        "dmn.foreign-language": Message(
            "表达式用的是 {language}，只认 FEEL。",
            "The expression is written in {language}; only FEEL is understood.",
        ),
        "dmn.imported-values": Message(
            "表达式的值取自外部文件（importedValues），不予读取。",
            "The value of the expression comes from another file (importedValues), which is not read.",
        ),
        "dmn.row-width": Message(
            "第 {number} 行应有 {expected} 格，实有 {given} 格。",
            "Row {number} should have {expected} cells and has {given}.",
        ),
        "dmn.rule-width": Message(
            "规则应有 {expected} 个 {entry}，实有 {given} 个。",
            "The rule should have {expected} of {entry} and has {given}.",
        ),
        "dmn.duplicate-id": Message(
            "标识“{id}”用了两次。",
            "The id “{id}” is given twice.",
            "给其中一个换一个标识。",
            "Give one of the two elements another id.",
        ),
        "dmn.dangling-reference": Message(
            "引用“{href}”找不到元素。",
            "The reference “{href}” leads to no element.",
        ),
        "dmn.ambiguous-reference": Message(
            "引用“{href}”对应两个元素。",
            "The reference “{href}” leads to two elements.",
            "给其中一个元素换一个标识。",
            "Give one of the two elements another id.",
        ),
        "dmn.newer-construct": Message(
            "DMN {version} 没有 {element}，不能写成这个版本。",
            "DMN {version} has no {element}; the model cannot be written in it.",
        ),
        "dmn.cycle": Message(
            "定义互相依赖，绕回了自己：{path}。",
            "The definitions depend on themselves: {path}.",
        ),
        "dmn.unknown-import": Message(
            "引用“{href}”的命名空间没有导入。",
            "The namespace of the reference “{href}” is not imported.",
            "加一条 import，或改正 href。",
            "Add an import, or correct the href.",
        ),
    }
)
"""Every code of this room."""
