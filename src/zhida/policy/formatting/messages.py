"""What is said when a document is formatted."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "format.meaning-differs": Message(
        "改写之后“{text}”的意思变了：这是程序的错误，文档没有动。",
        "Written in the one spelling, “{text}” would mean something else: a fault of the program; the document is untouched.",
        "请把这份文档发给我们。",
        "Please send us this document.",
    ),
}
