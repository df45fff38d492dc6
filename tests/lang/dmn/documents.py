"""Small DMN documents for tests."""

from __future__ import annotations

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
