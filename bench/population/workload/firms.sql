-- The firms numbered $first to before $last, each following from the seed and its number.
-- Four in a hundred stand exactly on a boundary of a rule: half of them of the first copy, half of another.
WITH numbered AS (
  SELECT
    number,
    roll(number, 'boundary') % 500 AS chance,
    CASE WHEN number % 2 = 0 THEN 1 ELSE 1 + roll(number, 'copy') % $copies END AS copy
  FROM range($first, $last) AS firms(number)
),

drawn AS (
  SELECT
    number,
    copy,
    CASE WHEN chance < 20 THEN chance END AS boundary,
    CASE WHEN draw(number, 1) < 0.01 THEN 0 ELSE pow(10, 5.3 + 3.4 * draw(number, 2)) END AS revenue,
    CASE WHEN draw(number, 3) < 0.02 THEN 0 ELSE revenue / (0.6 + 0.9 * draw(number, 4)) END AS revenue_before,
    revenue_before / (0.6 + 0.9 * draw(number, 5)) AS revenue_earlier,
    CASE WHEN draw(number, 6) < 0.15 THEN 0 ELSE revenue * 0.15 * pow(draw(number, 7), 2) END AS research,
    revenue * (0.8 + 0.3 * draw(number, 8)) AS output,
    greatest(1, least(5000, revenue / (300000 + 700000 * draw(number, 9))))::BIGINT AS staff
  FROM numbered
),

stored AS (
  SELECT
    number,
    copy,
    boundary,
    DATE '2026-03-01' - (1 + 9000 * pow(draw(number, 10), 1.5))::INTEGER AS 成立日期,
    DATE '2025-06-01' + (1000 * draw(number, 11))::INTEGER AS 高企有效期至,
    draw(number, 12) < 0.5 AS 规上企业,
    draw(number, 13) < 0.4 AS 高新技术企业,
    draw(number, 14) < 0.9 AS 本地注册,
    draw(number, 15) < 0.8 AS 查账征收,
    [$industries][1 + least(roll(number, 'industry') % 24, 15)] AS 划型行业,
    ['A', 'B', 'B', 'C', 'D'][1 + roll(number, 'credit') % 5] AS 信用等级,
    revenue::DECIMAL(18, 2) AS 营业收入,
    revenue_before::DECIMAL(18, 2) AS 上年营业收入,
    revenue_earlier::DECIMAL(18, 2) AS 前年营业收入,
    research::DECIMAL(18, 2) AS 研发费用,
    (research * (0.6 + 0.7 * draw(number, 16)))::DECIMAL(18, 2) AS 上年研发费用,
    (research * (0.4 + 0.8 * draw(number, 17)))::DECIMAL(18, 2) AS 前年研发费用,
    (revenue * (0.3 + 2 * draw(number, 18)))::DECIMAL(18, 2) AS 资产总额,
    output::DECIMAL(18, 2) AS 工业总产值,
    (output / (0.7 + 0.6 * draw(number, 19)))::DECIMAL(18, 2) AS 上年工业总产值,
    CASE WHEN draw(number, 20) < 0.6 THEN 0 ELSE revenue * 0.3 * draw(number, 21) END::DECIMAL(18, 2) AS 出口额,
    (revenue * (0.005 + 0.05 * draw(number, 22)))::DECIMAL(18, 2) AS 入库税收,
    staff::DECIMAL(18, 0) AS 从业人员,
    floor(staff * 0.4 * draw(number, 23))::DECIMAL(18, 0) AS 科技人员,
    CASE WHEN draw(number, 24) < 0.9 THEN 12 ELSE floor(12 * draw(number, 25)) END::DECIMAL(18, 0) AS 经营月数,
    (100 * sqrt(draw(number, 26)))::DECIMAL(18, 4) AS 评价得分,
    pow(draw(number, 27), 3)::DECIMAL(18, 6) AS 市场占有率,
    list_transform(
      range(many(number, 28, 1.9)),
      LAMBDA item : {
        '类别': ['发明专利', '实用新型', '软件著作权'][1 + roll_item(number, 'right', item) % 3],
        '授权日': DATE '2026-02-28' - (roll_item(number, 'granted', item) % 2500)::INTEGER,
        '自主研发': roll_item(number, 'own', item) % 10 < 8
      }
    ) AS 知识产权,
    list_transform(
      range(many(number, 29, 1.1)),
      LAMBDA item : {
        '本金': (100000 * (1 + roll_item(number, 'loan', item) % 200))::DECIMAL(18, 2),
        '实付利息': (100 * (1 + roll_item(number, 'loan', item) % 200)
          * (roll_item(number, 'interest', item) % 4200) / 100)::DECIMAL(18, 2),
        '放款日': DATE '2026-02-28' - (roll_item(number, 'paid out', item) % 1300)::INTEGER,
        '信用贷款': roll_item(number, 'unsecured', item) % 10 < 5
      }
    ) AS 贷款,
    list_transform(
      range(many(number, 30, 1.4)),
      LAMBDA item : {
        '类别': ['高校毕业生', '退役军人', '其他'][1 + roll_item(number, 'hired', item) % 3],
        '合同月数': (6 + roll_item(number, 'contract', item) % 31)::DECIMAL(18, 0),
        '参保月数': (roll_item(number, 'insured', item) % 13)::DECIMAL(18, 0)
      }
    ) AS 招用人员,
    list_transform(
      range(many(number, 31, 1.3)),
      LAMBDA item : {
        '金额': ((1000000 + roll_item(number, 'machine', item) % 200000000) / 100)::DECIMAL(18, 2),
        '购置日': DATE '2026-02-28' - (roll_item(number, 'bought', item) % 1500)::INTEGER,
        '智能化': roll_item(number, 'smart', item) % 10 < 6
      }
    ) AS 设备
  FROM drawn
),

-- Figures that a rate of basis points divides without a rest.
whole AS (
  SELECT
    *,
    (10000 * (1 + 营业收入 // 10000))::BIGINT AS round_revenue,
    (10000 * (1 + 上年营业收入 // 10000))::BIGINT AS round_before,
    (10000 * (1 + 上年工业总产值 // 10000))::BIGINT AS round_output
  FROM stored
)

SELECT
  printf('TEST%014d', number) AS 统一社会信用代码,
  printf('测试企业%d', number) AS 名称,
  * EXCLUDE (number, copy, boundary, round_revenue, round_before, round_output) REPLACE (
    CASE boundary
      WHEN 0 THEN DATE '2026-03-01' - INTERVAL 1 YEAR * $startup_years[copy]
      WHEN 1 THEN DATE '2026-03-01' - INTERVAL 1 YEAR * $valid_years[copy]
      ELSE 成立日期
    END::DATE AS 成立日期,
    CASE boundary WHEN 1 THEN DATE '2026-03-01' ELSE 高企有效期至 END AS 高企有效期至,
    CASE boundary
      WHEN 2 THEN $scale_floor[copy]
      WHEN 3 THEN $step_second[copy]
      WHEN 4 THEN $first_floor[copy]
      WHEN 5 THEN $ladder_middle[copy]
      WHEN 6 THEN round_revenue
      WHEN 7 THEN round_revenue
      WHEN 8 THEN round_revenue
      WHEN 9 THEN round_revenue
      WHEN 10 THEN round_revenue
      WHEN 11 THEN round_before + round_before // 10000 * $growth_rate[copy]
      WHEN 12 THEN round_before + round_before // 10000 * $matrix_growth_high[copy]
      ELSE 营业收入
    END::DECIMAL(18, 2) AS 营业收入,
    CASE boundary
      WHEN 4 THEN $first_floor[copy] - 0.01::DECIMAL(18, 2)
      WHEN 10 THEN round_before
      WHEN 11 THEN round_before
      WHEN 12 THEN round_before
      ELSE 上年营业收入
    END::DECIMAL(18, 2) AS 上年营业收入,
    CASE boundary WHEN 10 THEN round_before WHEN 4 THEN 0 ELSE 前年营业收入 END::DECIMAL(18, 2) AS 前年营业收入,
    CASE boundary
      WHEN 6 THEN round_revenue // 10000 * $intensity_first[copy]
      WHEN 7 THEN round_revenue // 10000 * $intensity_second[copy]
      WHEN 8 THEN round_revenue // 10000 * $intensity_third[copy]
      WHEN 9 THEN round_revenue // 10000 * $matrix_rd_high[copy]
      WHEN 10 THEN round_revenue // 10000 * $three_years_rate[copy]
      WHEN 13 THEN $rd_floor[copy]
      WHEN 14 THEN $slice_second[copy]
      ELSE 研发费用
    END::DECIMAL(18, 2) AS 研发费用,
    CASE boundary
      WHEN 10 THEN round_before // 10000 * $three_years_rate[copy]
      WHEN 13 THEN $rd_floor[copy]
      ELSE 上年研发费用
    END::DECIMAL(18, 2) AS 上年研发费用,
    CASE boundary
      WHEN 10 THEN round_before // 10000 * $three_years_rate[copy]
      ELSE 前年研发费用
    END::DECIMAL(18, 2) AS 前年研发费用,
    CASE boundary
      WHEN 15 THEN round_output + round_output // 10000 * $output_growth[copy]
      ELSE 工业总产值
    END::DECIMAL(18, 2) AS 工业总产值,
    CASE boundary WHEN 15 THEN round_output ELSE 上年工业总产值 END::DECIMAL(18, 2) AS 上年工业总产值,
    CASE boundary WHEN 16 THEN $export_step[copy] * (1 + number % 7) ELSE 出口额 END::DECIMAL(18, 2) AS 出口额,
    CASE boundary WHEN 17 THEN 10000 ELSE 从业人员 END::DECIMAL(18, 0) AS 从业人员,
    CASE boundary WHEN 17 THEN $staff_rate[copy] ELSE 科技人员 END::DECIMAL(18, 0) AS 科技人员,
    CASE boundary WHEN 18 THEN $score_points[copy] ELSE 评价得分 END::DECIMAL(18, 4) AS 评价得分,
    CASE boundary
      WHEN 18 THEN $score_share[copy] * 0.0001::DECIMAL(18, 6)
      ELSE 市场占有率
    END::DECIMAL(18, 6) AS 市场占有率,
    CASE boundary
      WHEN 19 THEN [{
        '金额': $equipment_floor[copy]::DECIMAL(18, 2),
        '购置日': ($equipment_since[copy])::DATE,
        '智能化': TRUE
      }]
      ELSE 设备
    END AS 设备
  ),
  '{}' AS 出处
FROM whole
ORDER BY number
