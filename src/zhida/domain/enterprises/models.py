"""A firm and its facts. The value of a fact is exact JSON text: an amount is a string of digits, never a float."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length

CODE_LENGTH = 18

models.CharField.register_lookup(Length)


class Firm(models.Model):
    """An enterprise of the register.

    ``pinyin`` and ``initials`` are of its name, for search; ``synthetic`` says that it is a demonstration and
    no real firm; ``snapshot_digest`` names the snapshot that its facts were taken from.
    """

    code = models.CharField("统一社会信用代码", max_length=CODE_LENGTH, unique=True)
    name = models.CharField("名称", max_length=200)
    zone = models.CharField("高新区", max_length=100, db_index=True)
    pinyin = models.CharField("全拼", max_length=1200, db_index=True)
    initials = models.CharField("首字母", max_length=200, db_index=True)
    synthetic = models.BooleanField("合成数据")
    snapshot_digest = models.CharField("快照", max_length=64)

    class Meta:
        """Names, order and what the database itself refuses."""

        verbose_name = verbose_name_plural = "企业"
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(code__length=CODE_LENGTH), name="firm_code_has_18_characters"),
            models.CheckConstraint(condition=~models.Q(name=""), name="firm_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class Fact(models.Model):
    """One fact of a firm, as its source department gave it.

    ``value`` is JSON text, kept to the letter; ``certified`` says that the source itself vouches for it.
    """

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="facts", verbose_name="企业")
    name = models.CharField("事实", max_length=100)
    value = models.TextField("值")
    source = models.CharField("来源", max_length=100, blank=True)
    date = models.DateField("日期", null=True, blank=True)
    certified = models.BooleanField("已认证", default=False)

    class Meta:
        """Names, order and what the database itself refuses."""

        verbose_name = verbose_name_plural = "事实"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "name"], name="fact_is_given_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="fact_has_a_name"),
            models.CheckConstraint(condition=~models.Q(value=""), name="fact_has_a_value"),
            models.CheckConstraint(
                condition=models.Q(certified=False) | (~models.Q(source="") & models.Q(date__isnull=False)),
                name="certified_fact_has_source_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
