"""Small DMN documents for tests."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from zhida.lang.base.span import Source

MODEL = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def wrap(content: str, namespace: str = "urn:a", model: str = MODEL, name: str = "甲", head: str = "") -> bytes:
    """A document around elements."""
    return f'<definitions xmlns="{model}" name="{name}" namespace="{namespace}" {head}>\n{content}\n</definitions>'.encode()


IMPORT = '<import name="乙" namespace="urn:b" importType="x"/><import name="丙" namespace="urn:c" importType="x"/>'
INPUT = '<inputData id="i" name="营业收入"><variable name="营业收入" typeRef="number"/></inputData>'


def decision(expression: str, key: str = "d", name: str = "", requires: str = "", type_ref: str = "") -> str:
    """A decision with an expression in XML; ``requires`` are hrefs of inputs (``?href``), decisions or knowledge (``!href``)."""
    parts = []
    for href in requires.split():
        if href.startswith("!"):
            parts.append(f'<knowledgeRequirement><requiredKnowledge href="{href[1:]}"/></knowledgeRequirement>')
        else:
            kind = "requiredInput" if href.startswith("?") else "requiredDecision"
            parts.append(f'<informationRequirement><{kind} href="{href.removeprefix("?")}"/></informationRequirement>')
    name = name or key
    type_attribute = f' typeRef="{type_ref}"' if type_ref else ""
    variable = f'<variable name="{name}"{type_attribute}/>'
    return f'<decision id="{key}" name="{name}">{variable}{"".join(parts)}{expression}</decision>'


def literal(text: str) -> str:
    """A literal expression; the text is XML already."""
    return f"<literalExpression><text>{text}</text></literalExpression>"


TABLE = """<decisionTable hitPolicy="FIRST">
  <input label="收入"><inputExpression typeRef="number"><text>营业收入</text></inputExpression></input>
  <output name="档次" typeRef="string"><outputValues><text>"高","低"</text></outputValues>
    <defaultOutputEntry><text>"无"</text></defaultOutputEntry></output>
  <annotation name="依据"/>
  <rule><inputEntry><text>&gt; 500</text></inputEntry><outputEntry><text>"高"</text></outputEntry>
    <annotationEntry><text>第三条</text></annotationEntry></rule>
  <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"低"</text></outputEntry></rule>
</decisionTable>"""

ONE, TWO = literal("1"), literal("2")

EVERYTHING = wrap(
    f"""<import name="乙" namespace="urn:b" importType="{MODEL}"/>
    <itemDefinition name="tPatent"><itemComponent name="类别"><typeRef>string</typeRef><allowedValues><text>"a"</text></allowedValues>
    </itemComponent></itemDefinition>
    <itemDefinition name="tRate"><functionItem outputTypeRef="number"><parameters name="x" typeRef="string"/></functionItem>
    </itemDefinition>
    {INPUT}
    <businessKnowledgeModel id="k" name="翻倍"><encapsulatedLogic><formalParameter name="x"/>{literal("x * 2")}</encapsulatedLogic>
    </businessKnowledgeModel>
    {decision(TABLE, "t", "分档", "?#i")}
    {decision(f'<context><contextEntry><variable name="a"/>{ONE}</contextEntry><contextEntry>{TWO}</contextEntry></context>', "c")}
    {decision(f"<list>{ONE}{TWO}</list>", "l")}
    {decision(f'<relation><column name="a"/><row>{ONE}</row></relation>', "r")}
    {decision(f'<functionDefinition><formalParameter name="x"/>{ONE}</functionDefinition>', "f")}
    {decision(f'<invocation>{literal("翻倍")}<binding><parameter name="x"/>{ONE}</binding></invocation>', "v", "", "!#k #t")}
    {decision(literal("营业收入 &gt; 5 and &quot;a&quot; = &quot;b&quot;"), "x", "", "?#i urn:b#d", "boolean")}
    <decisionService id="s" name="服务"><outputDecision href="#t"/><inputDecision href="#x"/><inputData href="#i"/></decisionService>"""
)

NEWER = wrap(
    decision(f"<conditional><if>{ONE}</if><then>{ONE}</then><else>{TWO}</else></conditional>", "n1")
    + decision(f"<filter><in>{ONE}</in><match>{TWO}</match></filter>", "n2")
    + decision(f'<for iteratorVariable="x"><in typeRef="tA">{ONE}</in><return>{TWO}</return></for>', "n3")
    + decision(f'<every iteratorVariable="x"><in>{ONE}</in><satisfies>{TWO}</satisfies></every>', "n4")
)


def strip(value: object) -> object:
    """The value with the places of its texts left out."""
    if isinstance(value, Source):
        return value.text
    if isinstance(value, tuple):
        return tuple(map(strip, value))
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(strip(getattr(value, field.name)) for field in fields(value)))
    return value
