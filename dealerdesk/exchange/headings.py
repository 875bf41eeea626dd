"""The words by which columns are recognised: English, Simplified and Traditional headings for every field.

Words are compared without case, punctuation and spaces, and in simplified characters; a field's own label
counts in every language besides. Sources: product.md, "Vocabulary", and the registers of the trade.
"""

from __future__ import annotations

from typing import Final

from dealerdesk.domain.fields import RecordKind

VEHICLE: Final = {
    "file_no": "file number|file no|file|folder no|folder number|stock no|stock number|stock|stk no|ref|"
    "reference|our ref|record no|档案编号|档案号|档案号码|车辆档案编号|档号|库存号|库存编号|車輛編號|"
    "车辆编号",
    "plate": "plate|plate no|plate number|licence plate|license plate|licence no|license no|number plate|"
    "reg|reg no|registration|registration no|registration number|registration mark|vrm|vrn|tag|tag no|"
    "license plate number|licence plate number|车牌号|车牌|车牌号码|牌照|牌照号|牌照号码|号牌|号牌号码|"
    "车号|牌号|车辆牌照|机动车号牌|车牌照号|現牌照號碼",
    "vin": "vin|vin no|vin number|vin code|chassis|chassis no|chassis number|frame no|frame number|"
    "vehicle identification number|车架号|车架号码|车辆识别代号|车辆识别代码|车辆识别号|车辆识别码|"
    "识别代号|底盘号|底盘号码|车身号码|车身号|vin码|vin号|vin号码|车架",
    "engine_no": "engine number|engine no|engine|motor no|发动机号|发动机号码|发动机编号|引擎号码|引擎号|"
    "引擎編號",
    "make": "make|brand|manufacturer|marque|vehicle make|品牌|厂牌|车辆品牌|汽车品牌|厂家|牌子",
    "model": "model|vehicle model|model name|model variant|car|vehicle|车型|型号|车辆型号|车系|车款|"
    "厂牌型号|品牌型号",
    "colour": "colour|color|paint|exterior colour|exterior color|body colour|颜色|车色|车身颜色|车辆颜色|"
    "外观颜色|顏色別",
    "manufacture_date": "manufacture date|date of manufacture|manufactured|manufactured on|built|"
    "build date|production date|year|model year|year of manufacture|year made|出厂日期|出厂年月|出厂年份|"
    "生产日期|制造日期|制造年月|生产年月|制造年份|年份|年款|年式|生产年份|出厂时间",
    "registration_date": "registration date|registered on|date registered|first registered|"
    "first registration|date of first registration|reg date|date of registration|上牌日期|上牌时间|"
    "注册日期|登记日期|初次登记日期|注册登记日期|首次登记日期|领牌日期|领照日期|发照日期|掛牌日期",
    "use": "use|usage|vehicle use|purpose|用途|使用性质|车辆用途|使用性質類別",
    "kind": "kind of file|file kind|kind|type of sale|sale type|file type|档案类型|档案种类|档案类别|"
    "档案性质|销售类型|车辆类别|建档类型",
    "state": "state|status|file state|状态|档案状态",
    "location": "cabinet location|location|cabinet|shelf|drawer|cabinet no|filing location|柜位|柜号|"
    "存放位置|档案位置|档案柜|存放柜位|位置|存放地点|架位",
    "responsible": "responsible person|responsible|person responsible|salesperson|salesman|"
    "sales consultant|sales advisor|handled by|责任人|负责人|经办人|销售顾问|业务员|销售员|承办人|"
    "負責業務|业务代表",
    "odometer": "odometer|mileage|odometer reading|miles|kilometres|kilometers|km|current mileage|"
    "里程表读数|里程数|里程|公里数|行驶里程|行驶公里|表显里程|当前里程|行車里程|当前公里数",
    "last_visit": "last visit|last service|last seen|last service date|date of last visit|上次来店|"
    "最近来店|上次进厂|最近进厂|上次保养|最近回厂|上次回厂|最后来店|最后进厂日期|上次进厂日期|"
    "最近一次来店|上次来店日期|最近来店日期|上次维修日期|上次保养日期|最近进厂日期|上次回厂日期|"
    "最近回厂日期|末次进厂",
    "next_service": "next service|next service date|service due|next service due|下次保养|下次保养日期|"
    "下次保养时间|保养到期|保养到期日|預計保養日|下次定保|下次维护日期",
    "next_inspection": "next inspection|next statutory inspection|inspection due|mot|mot due|mot expiry|"
    "mot expires|mot date|next mot|inspection expiry|年检到期|年检到期日|年检日期|下次年检|下次年检日期|"
    "年审到期|年审日期|检验有效期|检验有效期至|检验到期|下次检验|下次检验日期|验车日期|下次验车|"
    "下次验车日期|年检有效期|定检日期|下次法定检验|下次法定检验日期|下次检测|下次檢驗日",
    "insurance_ends": "insurance ends|insurance expiry|insurance expires|insurance end|insurance due|"
    "insurance until|insurance end date|insurance expiry date|保险到期|保险到期日|保险到期日期|保险止期|"
    "保险终止日期|保险有效期|交强险到期|交强险到期日|交强险到期日期|商业险到期|商业险到期日|强制险到期|"
    "强制险到期日|保險期滿|保险期限|强制险到期日期|保險迄日|保险届满日|保单到期日",
    "vin_note": "reason for an unusual vin|vin note|vin remark|vin reason|特殊车架号原因|vin异常原因|"
    "vin说明|车架号说明|非标准车架号原因|車身號碼說明|车身号码异常原因|特殊vin原因|特殊vin的原因|"
    "vin特殊原因|车辆识别代号异常原因|车辆识别代号特殊原因|特殊車身號碼原因|车辆识别代号说明",
    "archived": "archived|已归档|归档|封存|已封存|是否封存",
}

PEOPLE: Final = {
    "customer": "customer|customer name|client|client name|owner|owner name|keeper|keeper name|"
    "registered keeper|name|full name|buyer|buyer name|客户|客户姓名|客户名称|客户名|车主|车主姓名|"
    "车主名称|车主名|姓名|名称|顾客|顾客姓名|所有人|车辆所有人|机动车所有人|买方|购车人|車主名字|公司名称|"
    "单位名称",
    "customer_kind": "person or company|customer type|customer kind|type of customer|客户类型|客户性质|"
    "客户类别|个人或单位|个人或公司|车主性质|客户属性|個人或法人|个人企业|个人或企业",
    "id_number": "id number|id no|id|id card|id card no|id card number|identity number|identity no|"
    "national id|identity card|identity card number|ssn|passport no|身份证号|身份证|身份证号码|身份证件号|"
    "证件号|证件号码|身分证号|身分证字号|身分证|身分证号码|身份證字號",
    "company_number": "company number|company no|company registration number|tax number|tax id|tax no|"
    "vat number|vat no|registration number of company|credit code|unified social credit code|"
    "统一社会信用代码|社会信用代码|信用代码|统一编号|统编|税号|纳税人识别号|组织机构代码|公司编号|"
    "營業登記號|公司统一编号",
    "phone": "phone|phone no|phone number|tel|tel no|telephone|telephone number|mobile|mobile no|"
    "mobile number|mobile phone|cell|cell phone|contact number|contact no|customer phone|owner phone|"
    "联系电话|电话|电话号码|手机|手机号|手机号码|移动电话|行动电话|客户电话|车主电话|联络电话|联系方式|"
    "车主手机|客户手机|連絡電話|聯繫電話號碼|联系手机|手機電話",
    "mailing_address": "mailing address|address|postal address|post address|correspondence address|"
    "home address|customer address|通讯地址|通信地址|地址|联系地址|联络地址|邮寄地址|现住址|住址|家庭住址|"
    "客户地址|住所",
    "registered_address": "registered address|permanent address|legal address|户籍地址|户口地址|注册地址|"
    "身份证地址|登记地址|公司地址|營業地址|单位地址",
    "contact_person": "contact person|contact|contact name|接洽人|联系人|联络人|送修人|接洽人姓名|"
    "联系人姓名|经手人|連絡人",
    "contact_phone": "contact phone|contact person phone|contact persons phone|contact tel|contact mobile|"
    "接洽人电话|联系人电话|联络人电话|送修人电话|接洽人手机|联系人手机|連絡人電話",
    "actual_user": "actual user|user|driver|driver name|main driver|使用人|实际使用人|驾驶人|驾驶员|司机|"
    "用车人|使用人姓名|使用者",
    "user_phone": "users phone|user phone|driver phone|drivers phone|driver tel|使用人电话|实际使用人电话|"
    "司机电话|驾驶人电话|使用人手机|使用者電話|驾驶员电话",
    "notes": "notes|note|remark|remarks|comment|comments|memo|备注|备考|说明|附注|注|附註說明|其他说明",
}

CUSTOMERS: Final = {
    "customer_no": "customer number|customer no|customer id|customer code|client no|client number|"
    "account no|account number|card no|客户编号|客户号|客户代码|客户编码|会员号|会员编号|编号|客户卡号|"
    "客编",
    "occupation": "occupation or trade|occupation|trade|job|profession|industry|职业|行业|职业行业|"
    "职业或行业|工作|所属行业|从事行业",
    "birth_date": "birth date|date of birth|birthday|dob|born|出生日期|生日|出生年月|出生年月日|出生",
    "registered_phone": "registered phone|home phone|registered tel|landline|户籍电话|家庭电话|住宅电话|"
    "登记电话|固定电话|固话|座机|公司电话|住家电话|家用電話",
    "mailing_phone": "mailing phone|mailing tel|mailing telephone|通讯电话|通信电话|邮寄电话|通讯地址电话|"
    "通訊處電話",
    "consent_to_call": "consent to be called|consent to call|may call|ok to call|call consent|consent|"
    "can call|同意回访|是否同意回访|接受回访|可回访|是否接受回访|允许回访|願意回訪|回访意愿",
    "preferences": "preferences|preference|hobbies|interests|likes|偏好|喜好|爱好|兴趣|兴趣爱好|客户喜好|"
    "嗜好|個人偏好",
    "special_days": "special days|special day|anniversaries|anniversary|特殊日子|纪念日|特别日子|重要日子|"
    "特殊纪念日|特殊日期|結婚紀念日",
}

REPAIR_ORDERS: Final = {
    "order_no": "repair order number|repair order no|repair order|ro|ro no|ro number|order no|"
    "order number|job no|job number|job card|job card no|work order|work order no|work order number|wo no|"
    "ticket no|维修委托书编号|维修委托书号|维修委托书|委托书号|委托书编号|委托单号|工单号|工单编号|工单|"
    "维修单号|维修工单号|施工单号|派工单号|维修工单|单号|编号|工令單號|工單號碼|维修委托书号码|修车单号|"
    "维修单",
    "date_in": "date in|in|arrived|arrival|received|received on|checked in|time in|start date|opened|"
    "open date|date received|进厂日期|进厂时间|进店日期|进店时间|来店日期|送修日期|接车日期|接车时间|"
    "入厂日期|入厂时间|开单日期|开单时间|来厂日期|報修日期|登记时间|維修日期",
    "date_out": "date out|out|delivered|delivered on|returned|collected|checked out|time out|completed|"
    "completed on|date completed|出厂日期|出厂时间|交车日期|交车时间|离店日期|离厂日期|出店日期|完工日期|"
    "完工时间|竣工日期|取车日期|離廠時間",
    "odometer_in": "odometer in|mileage in|miles in|km in|mileage|odometer|odometer reading|进厂里程|"
    "进厂里程数|进厂里程表读数|进店里程|接车里程|里程表读数|里程数|里程|公里数|行驶里程|入厂里程|"
    "进厂公里数|入廠里程數|入厂里程表读数",
    "odometer_out": "odometer out|mileage out|miles out|km out|出厂里程|出厂里程数|出厂里程表读数|"
    "交车里程|离厂里程|出厂公里数|交車里程數",
    "advisor": "service advisor|service adviser|advisor|adviser|sa|reception|received by|服务顾问|"
    "维修顾问|接待|接待员|接车员|业务接待|服務專員|接待人",
    "technician": "technician|mechanic|tech|fitter|serviced by|技师|维修技师|维修工|技工|主修人|主修|"
    "修理工|维修人|施工人员|維修人員|師傅|主修技师",
    "reported_fault": "reported fault|customer complaint|complaint|fault|concern|customer concern|symptom|"
    "customer request|problem|故障描述|故障现象|报修内容|报修故障|客户描述|客户反映|客户陈述|维修原因|"
    "报修项目|故障|车主反映|客户报修|故障情況|报修问题|顾客描述|維修事項|车主报修故障|客户主诉|报修现象",
    "parts_cost": "parts cost|parts|parts total|total parts|material cost|parts amount|配件费|零件费|"
    "材料费|备件费|配件金额|配件费合计|零件金额|材料金额|备件金额|零件費用|备件费用|材料费用|配件费用",
    "labour_cost": "labour cost|labor cost|labour|labor|labour total|labor total|total labour|工时费|工资|"
    "工时金额|工时费合计|维修工时费|工時費用|人工费|工时费用|工資費用",
    "other_cost": "other cost|other costs|other|other charges|sundries|其他费用|其它费用|其他|其他金额|"
    "杂费|其他费",
    "total": "total|order total|grand total|total cost|total amount|invoice total|总金额|合计|总计|"
    "合计金额|总费用|应收金额|结算金额|總價|费用合计|总额",
    "settlement_no": "settlement number|settlement no|settlement|settlement statement no|invoice no|"
    "invoice number|bill no|结算单号|结算单编号|结算单|结算编号|结算号|结账单号|發票號碼|结算单号码",
    "settled_on": "settled on|settlement date|settled|date settled|paid on|invoice date|结算日期|结算时间|"
    "结账日期|付款日期|收款日期|結帳時間",
    "repeat_of": "repeat of order|repeat of|repeat|rework of|comeback of|返修原单号|返修单号|原工单号|"
    "原委托书号|原单号|返工单号|重修原單號|返修的委托书|返修自|返修原委托书|重修自|返修对应委托书|"
    "返修委托书|返修所属委托书|返修原工单",
    "order_consent": "consent to a call on this order|ok to call|may call|call consent|consent to call|"
    "consent|can call|同意回访|是否同意回访|可回访|是否回访|接受回访|此单同意回访|本单同意回访|"
    "本单是否同意回访|同意就本单回访|同意就此单回访|此次同意回訪|同意就本工单回访|本次维修同意回访|"
    "同意就本次维修回访|本委托书同意回访",
    "line_no": "line|line no|line number|item|item no|pos|position|seq|行号|项次|行|行次|项目序号|"
    "明细序号|項目編號",
    "line_kind": "labour or part|labor or part|type|line type|kind|category|item type|类型|类别|"
    "工时或零件|工时或备件|项目类型|费用类型|种类|工時或零件別|项目类别|工时或配件|明细类型|工资或零件",
    "line_code": "code|item code|part no|part number|part code|labour code|operation code|op code|代码|"
    "编码|项目代码|配件编码|零件号|备件号|零件编号|配件编号|备件编码|工时代码|项目编码|料號|零件號碼|"
    "备件编号",
    "line_description": "description|item description|part name|operation|work|work done|item name|"
    "details|描述|项目名称|项目|名称|配件名称|零件名称|备件名称|维修项目|维修内容|工时名称|品名|品名規格|"
    "内容|说明",
    "line_quantity": "quantity|qty|hours|hrs|amount of parts|units|数量|工时|工时数|用量",
    "line_unit_price": "unit price|price|rate|price each|each|单价|工时单价|售价|價格",
    "line_amount": "amount|line total|line amount|net|sum|value|金额|小计|项目金额|明细金额|行金额|项目小计",
}

POLICIES: Final = {
    "policy_no": "policy number|policy no|policy|insurance policy no|insurance policy number|"
    "certificate no|保单号|保单号码|保险单号|保险单号码|保单编号|保险单编号|保單號|保險證號|保险证号码",
    "policy_kind": "kind of insurance|insurance kind|insurance type|type of insurance|policy type|cover|"
    "cover type|kind|type|险种|保险种类|保险类型|险别|保险类别|保單種類|险种类别",
    "insurer": "insurer|insurance company|insured with|underwriter|company|保险公司|承保公司|保险人|"
    "保险机构|产险公司|承保機構",
    "starts": "starts|start|start date|from|valid from|effective|effective date|inception|inception date|"
    "policy start|起保日期|保险起期|起期|生效日期|保险开始日期|开始日期|起始日期|保單起日|保险起始日期|"
    "起保日|起保|生效日|起日|保险起日",
    "ends": "ends|end|end date|to|until|valid to|valid until|expiry|expires|expiry date|policy end|"
    "到期日期|到期日|保险止期|止期|终保日期|保险到期日|保险到期|保险终止日期|结束日期|終止日期|截止日期|"
    "保險迄日|保险到期日期|到期|迄日|终保日|届满日|保險止日|失效日期|强制险到期|强制险到期日|"
    "交强险到期|交强险到期日|商业险到期|商业险到期日|insurance ends",
    "premium": "premium|annual premium|total premium|amount|price|保费|保险费|保费金额|保费合计|保險費用|"
    "总保费|保险费用",
}


def words_of(kind: RecordKind) -> dict[str, str]:
    """The headings of each field of `kind`, by field code, separated by ``|``.

    What a kind says of itself comes first, so that *type* is a line's type in repair orders.
    """
    of_vehicle = {code: VEHICLE[code] for code in ("file_no", "plate", "vin")}
    return {
        RecordKind.FILES: VEHICLE | PEOPLE | {"file_no": f"{VEHICLE['file_no']}|编号"},
        RecordKind.CUSTOMERS: CUSTOMERS | {code: PEOPLE[code] for code in PEOPLE if code not in _OF_FILES},
        RecordKind.REPAIR_ORDERS: REPAIR_ORDERS | of_vehicle,
        RecordKind.POLICIES: POLICIES | of_vehicle,
    }[kind]


_OF_FILES = frozenset({"contact_phone", "user_phone"})
