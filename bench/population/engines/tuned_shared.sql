-- What all copies share, computed once.
*,
营业收入 - 上年营业收入 AS 增量,
研发费用 - 上年研发费用 AS 研发增量,
工业总产值 - 上年工业总产值 AS 产值增量,
营业收入 + 上年营业收入 + 前年营业收入 AS 三年收入,
研发费用 + 上年研发费用 + 前年研发费用 AS 三年研发,
(入库税收 * 100)::BIGINT AS 税收分,
(出口额 * 100)::BIGINT AS 出口分,
len(list_filter(知识产权, LAMBDA x : x.类别 = '发明专利'))::INTEGER AS 发明专利,
len(list_filter(知识产权, LAMBDA x : x.类别 = '发明专利' AND x.自主研发))::INTEGER AS 自主发明,
list_max(list_transform(设备, LAMBDA x : x.金额)) AS 最高单台,
CASE
  WHEN 从业人员 >= staff_3 AND 营业收入 >= revenue_3 AND 资产总额 >= assets_3 THEN 3
  WHEN 从业人员 >= staff_2 AND 营业收入 >= revenue_2 AND 资产总额 >= assets_2 THEN 2
  WHEN 从业人员 >= staff_1 AND 营业收入 >= revenue_1 AND 资产总额 >= assets_1 THEN 1
  ELSE 0
END AS 企业规模
