-- The thirty clauses of one copy, by hand: decimals of 64 bits, literals that are decimals, comparisons instead of
-- quotients, whole-number division where a quotient is rounded, lists by lambdas. NULL and 0 are "not entitled".
CASE WHEN 高新技术企业 AND 规上企业 THEN $flat_award END AS c01_$copy,
CASE WHEN 本地注册 AND 规上企业 AND 营业收入 > $scale_floor THEN $scale_award END AS c02_$copy,
CASE
  WHEN 营业收入 >= $step_third THEN $step_third_award
  WHEN 营业收入 >= $step_second THEN $step_second_award
  WHEN 营业收入 >= $step_first THEN $step_first_award
END AS c03_$copy,
CASE WHEN 查账征收 AND 研发费用 > $rd_floor THEN round(least($rd_cap, $rd_rate * 研发费用), 2) END AS c04_$copy,
CASE
  WHEN 高新技术企业 AND 研发增量 > 0.00 THEN round(least($increment_cap, $increment_rate * 研发增量), 2)
END AS c05_$copy,
CASE WHEN 自主发明 > 0 THEN least($patent_cap, $patent_award * 自主发明) END AS c06_$copy,
CASE
  WHEN 营业收入 >= $first_floor AND 上年营业收入 < $first_floor AND 前年营业收入 < $first_floor THEN $first_award
END AS c07_$copy,
CASE WHEN 三年收入 > 0.00 AND 三年研发 >= $three_years_rate * 三年收入 THEN $three_years_award END AS c08_$copy,
CASE
  WHEN 营业收入 = 0.00 THEN NULL
  WHEN 研发费用 >= $intensity_third * 营业收入 THEN $intensity_third_award
  WHEN 研发费用 >= $intensity_second * 营业收入 THEN $intensity_second_award
  WHEN 研发费用 >= $intensity_first * 营业收入 THEN $intensity_first_award
END AS c09_$copy,
CASE
  WHEN 营业收入 >= $growth_floor AND 上年营业收入 > 0.00 AND 增量 >= $growth_rate * 上年营业收入 THEN $growth_award
END AS c10_$copy,
CASE
  WHEN 上年营业收入 = 0.00 OR 营业收入 = 0.00 OR 研发费用 < $matrix_rd_low * 营业收入 THEN NULL
  WHEN 增量 >= $matrix_growth_high * 上年营业收入
    THEN CASE WHEN 研发费用 >= $matrix_rd_high * 营业收入 THEN $matrix_high_high ELSE $matrix_high_low END
  WHEN 增量 >= $matrix_growth_low * 上年营业收入
    THEN CASE WHEN 研发费用 >= $matrix_rd_high * 营业收入 THEN $matrix_low_high ELSE $matrix_low_low END
END AS c11_$copy,
CASE
  WHEN 高新技术企业
    THEN CASE 企业规模 WHEN 2 THEN $size_medium_award WHEN 1 THEN $size_small_award WHEN 0 THEN $size_micro_award END
END AS c12_$copy,
CASE
  WHEN 划型行业 IN ('工业', '软件和信息技术服务业') AND 企业规模 <= 1 AND 信用等级 <> 'D'
    THEN round(least($tax_cap, $tax_rate * 入库税收), 2)
END AS c13_$copy,
CASE WHEN NOT 规上企业 AND 成立日期 > $startup_since THEN $startup_award END AS c14_$copy,
高新技术企业 AND 高企有效期至 >= DATE '2026-03-01' AND 成立日期 <= $valid_since AS c15_$copy,
CASE
  WHEN 智能化投入_$copy >= $equipment_floor THEN round(least($equipment_cap, $equipment_rate * 智能化投入_$copy), 2)
END AS c16_$copy,
CASE
  WHEN 近年授权_$copy >= $recent_many THEN $recent_many_award
  WHEN 近年授权_$copy >= 2 THEN $recent_some_award
  WHEN 近年授权_$copy = 1 THEN $recent_one_award
END AS c17_$copy,
CASE
  WHEN 规上企业 THEN round(least($lowest_rd_rate * 研发费用, $lowest_tax_rate * 入库税收, $lowest_cap), 2)
END AS c18_$copy,
CASE
  WHEN 本地注册 THEN round(
    $slice_first_rate * least(研发费用, $slice_first)
    + $slice_second_rate * greatest(0.00, least(研发费用, $slice_second) - $slice_first)
    + $slice_third_rate * greatest(0.00, 研发费用 - $slice_second),
    2
  )
END AS c19_$copy,
CASE
  WHEN 总分_$copy >= $score_second THEN $score_second_award
  WHEN 总分_$copy >= $score_first THEN $score_first_award
END AS c20_$copy,
CASE WHEN 可贴息额_$copy > 0.00 THEN round(least($loan_cap, $loan_share * 可贴息额_$copy), 2) END AS c21_$copy,
$hire_graduate_award * 毕业生_$copy + $hire_veteran_award * 退役军人_$copy AS c22_$copy,
从业人员 >= $staff_floor AND 科技人员 >= $staff_rate * 从业人员 AS c23_$copy,
CASE
  WHEN 出口额 >= $export_step THEN least($export_cap, $export_award * (出口分 // $export_step_cents)::INTEGER)
END AS c24_$copy,
CASE
  WHEN 经营月数 > 0
    THEN least($monthly_cap, (($monthly_points * 税收分 * 经营月数 + 60000) // 120000)::DECIMAL(15, 0) * 0.01)
END AS c25_$copy,
CASE
  WHEN 划型行业 = '工业' THEN round(greatest(0.00, $net_rate * 产值增量 - $net_tax_rate * 入库税收), 2)
END AS c26_$copy,
CASE
  WHEN 规上企业 AND 产值增量 >= $output_floor AND 产值增量 >= $output_growth * 上年工业总产值
    THEN round(least($output_cap, $output_rate * 产值增量), 2)
END AS c27_$copy,
CASE WHEN 最高单台 >= $machine_floor THEN round(least($machine_cap, $machine_rate * 最高单台), 2) END AS c28_$copy,
CASE WHEN 信用等级 IN ('A', 'B') AND 近年发明_$copy AND 利息合理_$copy THEN $innovator_award END AS c29_$copy,
CASE
  WHEN 营业收入 = 0.00 THEN NULL
  WHEN 营业收入 >= $ladder_top AND 研发费用 >= $ladder_rate * 营业收入 AND 发明专利 >= 1 THEN '领军'
  WHEN 营业收入 >= $ladder_middle AND 研发费用 >= $ladder_rate * 营业收入 THEN '骨干'
  WHEN 营业收入 >= $ladder_bottom THEN '培育'
END AS c30_$copy
