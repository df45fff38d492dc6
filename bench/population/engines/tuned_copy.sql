-- What the clauses of one copy read more than once, or of lists.
list_sum(
  list_transform(
    list_filter(设备, LAMBDA x : x.智能化 AND x.购置日 >= $equipment_since), LAMBDA x : x.金额
  )
)::DECIMAL(15, 2) AS 智能化投入_$copy,
len(list_filter(知识产权, LAMBDA x : x.授权日 >= $recent_since)) AS 近年授权_$copy,
CASE WHEN 高新技术企业 THEN 30 ELSE 0 END
+ CASE WHEN 科技人员 >= $score_staff_rate * 从业人员 THEN 20 ELSE 0 END
+ CASE WHEN 市场占有率 >= $score_share THEN 20 ELSE 0 END
+ CASE WHEN 评价得分 >= $score_points THEN 20 ELSE 0 END
+ CASE 信用等级 WHEN 'A' THEN 15 WHEN 'B' THEN 5 ELSE 0 END AS 总分_$copy,
list_sum(
  list_transform(
    list_filter(贷款, LAMBDA x : x.信用贷款 AND x.放款日 >= $loan_since),
    LAMBDA x : least(x.实付利息, $loan_rate * x.本金)
  )
)::DECIMAL(15, 6) AS 可贴息额_$copy,
len(
  list_filter(招用人员, LAMBDA x : x.类别 = '高校毕业生' AND x.合同月数 >= 12 AND x.参保月数 >= $hire_months)
)::INTEGER AS 毕业生_$copy,
len(
  list_filter(招用人员, LAMBDA x : x.类别 = '退役军人' AND x.合同月数 >= 12 AND x.参保月数 >= $hire_months)
)::INTEGER AS 退役军人_$copy,
len(
  list_filter(知识产权, LAMBDA x : x.类别 = '发明专利' AND x.授权日 >= $innovator_since)
) > 0 AS 近年发明_$copy,
len(list_filter(贷款, LAMBDA x : x.实付利息 > $innovator_interest * x.本金)) = 0 AS 利息合理_$copy
