"""What is said about models that come back from other tools."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "exchange.not-of-a-policy": Message(
        "这个模型不是从政策文档导出的。",
        "This model was not made from a policy document.",
        "先用 zhida to-dmn 导出，再改；编辑器要保留根元素上的 zhida:document-digest。",
        "Make it with zhida to-dmn, then edit; the editor has to keep zhida:document-digest on the root.",
    ),
    "exchange.document-changed": Message(
        "导出这个模型之后，文档 {document} 又改过。",
        "The document {document} has changed since this model was made.",
        "重新导出，把改动写到新的模型里；不然会盖掉别人的修改。",
        "Export it again and edit that one, or the changes of others would be lost.",
    ),
    "exchange.import-changed": Message(
        "模型的导入“{name}”（{namespace}）与文档的 uses 不同。",
        "The import “{name}” ({namespace}) is not what the document has under uses.",
        "在文档头部的 uses 里改，再导出。",
        "Change uses in the front matter of the document, then export it again.",
    ),
    "exchange.type-changed": Message(
        "类型“{name}”改过；类型由事实目录决定。",
        "The type “{name}” was changed; types follow from the catalogue of facts.",
        "在 packs/facts.md 里改，再导出。",
        "Change packs/facts.md, then export again.",
    ),
    "exchange.element-missing": Message(
        "模型里没有“{name}”（{kind}）了。",
        "The model has lost “{name}” ({kind}).",
        "不要删除；要删一条定义，在文档里删。",
        "Leave it; to drop a definition, drop it in the document.",
    ),
    "exchange.new-element": Message(
        "“{name}”（{kind}）是新的，文档里没有写它的条款。",
        "“{name}” ({kind}) is new; no clause of the document holds it.",
        "新的定义在文档的条款里加，再导出。",
        "Add new definitions to a clause of the document, then export it again.",
    ),
    "exchange.renamed": Message(
        "“{old}”改名成了“{new}”。",
        "“{old}” was renamed to “{new}”.",
        "名称在文档里改，算例和别的条款也要跟着改。",
        "Change names in the document, where worked examples and other clauses use them.",
    ),
    "exchange.no-document-form": Message(
        "“{name}”的写法文档写不下：决策表仍要是决策表，表达式仍要是表达式。",
        "The document cannot hold “{name}” this way: a table has to stay a table, an expression an expression.",
        "改回原来的形式；上下文、列表、调用等框式表达式写成一个 FEEL 表达式。",
        "Give it its old form; write contexts, lists and calls in boxes as one FEEL expression.",
    ),
    "exchange.fixed-expression": Message(
        "“{name}”不能在模型里改：它属于叠加或分配的规则，或是决策表的一列。",
        "“{name}” cannot be changed in a model: it belongs to a rule of stacking or allocation, or is a column of a table.",
        "叠加和分配的规则在文档的 stacking、allocation 里改；一列在决策表里改。",
        "Change the rule under stacking or allocation in the document, or the table the column belongs to.",
    ),
    "exchange.declared-type": Message(
        "“{name}”声明了类型 {type}；文档不写类型，类型由事实推出。",
        "“{name}” declares the type {type}; a document declares none, types follow from the facts.",
        "把类型改成 Any，或去掉 typeRef。",
        "Choose the type Any, or remove typeRef.",
    ),
    "exchange.outputs-changed": Message(
        "“{name}”的结果列改过，应当依次是：{names}。",
        "The outputs of “{name}” were changed; they have to be, in this order: {names}.",
        "结果列在文档里改，再导出。",
        "Change result columns in the document, then export it again.",
    ),
    "exchange.values-changed": Message(
        "“{name}”一列的允许值改过；决策表里写不下。",
        "The allowed values of “{name}” were changed; a table of the document cannot hold them.",
        "结果的取值在条款的 values 里改；事实的取值在 packs/facts.md 里改。",
        "Change those of a result under values in the clause, those of a fact in packs/facts.md.",
    ),
    "exchange.default-output": Message(
        "“{name}”有默认输出；文档的决策表没有默认输出。",
        "“{name}” has a default output, which a table of the document cannot have.",
        "删去默认输出；要兜底，在表末加一行。",
        "Remove it; let a last row say what else.",
    ),
    "exchange.unknown-annotation": Message(
        "第 {row} 行有注释“{heading}”；文档只有“依据”和“说明”。",
        "Row {row} has an annotation “{heading}”; a document has 依据 and 说明 only.",
        "改写到“依据”或“说明”里。",
        "Move it to 依据 or 说明.",
    ),
    "exchange.column-missing": Message(
        "第 {row} 行写了“{heading}”，文档的这张表没有这一列。",
        "Row {row} has a text for “{heading}”, a column that this table of the document lacks.",
        "先在文档的表里加上这一列，再导出。",
        "Add the column to the table of the document, then export it again.",
    ),
}
