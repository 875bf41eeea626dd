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
    "车辆编号|archive no|archive number|record number|file ref|档案编码|档案序号|车辆档案号|"
    "卷号|卷宗号|档案盒编号",
    "plate": "plate|plate no|plate number|licence plate|license plate|licence no|license no|number plate|"
    "reg|reg no|registration|registration no|registration number|registration mark|vrm|vrn|tag|tag no|"
    "license plate number|licence plate number|车牌号|车牌|车牌号码|牌照|牌照号|牌照号码|号牌|号牌号码|"
    "车号|牌号|车辆牌照|机动车号牌|车牌照号|現牌照號碼|registration plate|vehicle registration|"
    "vehicle reg|车辆号牌|机动车号牌号码|车牌编号|车辆牌号|车辆牌照号码",
    "vin": "vin|vin no|vin number|vin code|chassis|chassis no|chassis number|frame no|frame number|"
    "vehicle identification number|车架号|车架号码|车辆识别代号|车辆识别代码|车辆识别号|车辆识别码|"
    "识别代号|底盘号|底盘号码|车身号码|车身号|vin码|vin号|vin号码|车架|vehicle vin|车辆vin|"
    "车架号vin|车身码|车身编号|识别码|车辆识别代号车架号",
    "engine_no": "engine number|engine no|engine|motor no|发动机号|发动机号码|发动机编号|引擎号码|引擎号|"
    "引擎編號|engine serial no|发动机编码|电机号|发动机号电机号",
    "make": "make|brand|manufacturer|marque|vehicle make|品牌|厂牌|车辆品牌|汽车品牌|厂家|牌子|"
    "vehicle brand|car make|car brand|厂商|制造商|生产厂家|制造厂|厂牌名称",
    "model": "model|vehicle model|model name|model variant|car|vehicle|车型|型号|车辆型号|车系|车款|"
    "厂牌型号|品牌型号|car model|variant|车型名称|车辆车型|厂牌车型|车辆名称",
    "colour": "colour|color|paint|exterior colour|exterior color|body colour|颜色|车色|车身颜色|车辆颜色|"
    "外观颜色|顏色別|vehicle colour|vehicle color|car colour|car color|colour name|车身色|外观色|漆色",
    "manufacture_date": "manufacture date|date of manufacture|manufactured|manufactured on|built|"
    "build date|production date|year|model year|year of manufacture|year made|出厂日期|出厂年月|出厂年份|"
    "生产日期|制造日期|制造年月|生产年月|制造年份|年份|年款|年式|生产年份|出厂时间|date manufactured|"
    "mfg date|manufacturing date|year of build|出厂年|制造年|生产年月日|出厂年月日",
    "registration_date": "registration date|registered on|date registered|first registered|"
    "first registration|date of first registration|reg date|date of registration|上牌日期|上牌时间|"
    "注册日期|登记日期|初次登记日期|注册登记日期|首次登记日期|领牌日期|领照日期|发照日期|掛牌日期|"
    "first reg|1st reg|1st registration|first reg date|date of reg|初次上牌日期|首次上牌日期|首次上牌|"
    "初登日期|上户日期|落户日期|车辆登记日期",
    "use": "use|usage|vehicle use|purpose|用途|使用性质|车辆用途|使用性質類別|usage type|营运性质",
    "kind": "kind of file|file kind|kind|type of sale|sale type|file type|档案类型|档案种类|档案类别|"
    "档案性质|销售类型|车辆类别|建档类型",
    "state": "state|status|file state|状态|档案状态",
    "location": "cabinet location|location|cabinet|shelf|drawer|cabinet no|filing location|柜位|柜号|"
    "存放位置|档案位置|档案柜|存放柜位|位置|存放地点|架位|filing cabinet|storage location|folder location|"
    "档案盒号|盒号|档案架号|存放柜号|存放地|档案存放位置|存档位置|档案柜号",
    "responsible": "responsible person|responsible|person responsible|salesperson|salesman|"
    "sales consultant|sales advisor|handled by|责任人|负责人|经办人|销售顾问|业务员|销售员|承办人|"
    "負責業務|业务代表|sales rep|salesperson name|account manager|业务经理|销售人员|跟进人|专属顾问|经办|"
    "业务人员|客户经理|销售经理",
    "odometer": "odometer|mileage|odometer reading|miles|kilometres|kilometers|km|current mileage|"
    "里程表读数|里程数|里程|公里数|行驶里程|行驶公里|表显里程|当前里程|行車里程|当前公里数|odo|mileage km|"
    "last mileage|行驶公里数|总里程|最近里程|最后里程|行驶里程数|表显公里数",
    "last_visit": "last visit|last service|last seen|last service date|date of last visit|上次来店|"
    "最近来店|上次进厂|最近进厂|上次保养|最近回厂|上次回厂|最后来店|最后进厂日期|上次进厂日期|"
    "最近一次来店|上次来店日期|最近来店日期|上次维修日期|上次保养日期|最近进厂日期|上次回厂日期|"
    "最近回厂日期|末次进厂|last visit date|last service visit|date of last service|最后保养日期|"
    "最近保养日期|最近保养|最近一次进厂日期|最后进厂|上次进店日期|最近进店日期",
    "next_service": "next service|next service date|service due|next service due|下次保养|下次保养日期|"
    "下次保养时间|保养到期|保养到期日|預計保養日|下次定保|下次维护日期|next service due date|"
    "next maintenance|下次保养到期|预计下次保养",
    "next_inspection": "next inspection|next statutory inspection|inspection due|mot|mot due|mot expiry|"
    "mot expires|mot date|next mot|inspection expiry|年检到期|年检到期日|年检日期|下次年检|下次年检日期|"
    "年审到期|年审日期|检验有效期|检验有效期至|检验到期|下次检验|下次检验日期|验车日期|下次验车|"
    "下次验车日期|年检有效期|定检日期|下次法定检验|下次法定检验日期|下次检测|下次檢驗日|年检有效期至|"
    "年检有效期止|检验有效期止|验车到期|检测到期",
    "insurance_ends": "insurance ends|insurance expiry|insurance expires|insurance end|insurance due|"
    "insurance until|insurance end date|insurance expiry date|保险到期|保险到期日|保险到期日期|保险止期|"
    "保险终止日期|保险有效期|交强险到期|交强险到期日|交强险到期日期|商业险到期|商业险到期日|强制险到期|"
    "强制险到期日|保險期滿|保险期限|强制险到期日期|保險迄日|保险届满日|保单到期日|insurance renewal|"
    "insurance expires on|insurance valid until|交强险止期|商业险止期|保险终止|保险有效期至|保险结束日期",
    "vin_note": "reason for an unusual vin|vin note|vin remark|vin reason|特殊车架号原因|vin异常原因|"
    "vin说明|车架号说明|非标准车架号原因|車身號碼說明|车身号码异常原因|特殊vin原因|特殊vin的原因|"
    "vin特殊原因|车辆识别代号异常原因|车辆识别代号特殊原因|特殊車身號碼原因|车辆识别代号说明",
    "archived": "archived|已归档|归档|封存|已封存|是否封存",
}

PEOPLE: Final = {
    "customer": "customer|customer name|client|client name|owner|owner name|keeper|keeper name|"
    "registered keeper|name|full name|buyer|buyer name|客户|客户姓名|客户名称|客户名|车主|车主姓名|"
    "车主名称|车主名|姓名|名称|顾客|顾客姓名|所有人|车辆所有人|机动车所有人|买方|购车人|車主名字|公司名称|"
    "单位名称|name of owner|name of customer|registered owner|company name|客户全称|车主单位|客户车主|"
    "车主客户|姓名单位名称|客户姓名单位|顾客名称|行照车主|会员姓名|名字",
    "customer_kind": "person or company|customer type|customer kind|type of customer|客户类型|客户性质|"
    "客户类别|个人或单位|个人或公司|车主性质|客户属性|個人或法人|个人企业|个人或企业|"
    "individual or company|公私",
    "id_number": "id number|id no|id|id card|id card no|id card number|identity number|identity no|"
    "national id|identity card|identity card number|ssn|passport no|身份证号|身份证|身份证号码|身份证件号|"
    "证件号|证件号码|身分证号|身分证字号|身分证|身分证号码|身份證字號|national id number|owner id|"
    "身份证统一编号|证件编号",
    "company_number": "company number|company no|company registration number|tax number|tax id|tax no|"
    "vat number|vat no|registration number of company|credit code|unified social credit code|"
    "统一社会信用代码|社会信用代码|信用代码|统一编号|统编|税号|纳税人识别号|组织机构代码|公司编号|"
    "營業登記號|公司统一编号|business number|company reg no|tax id number|税务登记号|纳税识别号|"
    "营业执照号|营业执照号码|营利事业统一编号|统一信用代码|企业信用代码",
    "phone": "phone|phone no|phone number|tel|tel no|telephone|telephone number|mobile|mobile no|"
    "mobile number|mobile phone|cell|cell phone|contact number|contact no|customer phone|owner phone|"
    "联系电话|电话|电话号码|手机|手机号|手机号码|移动电话|行动电话|客户电话|车主电话|联络电话|联系方式|"
    "车主手机|客户手机|連絡電話|聯繫電話號碼|联系手机|手機電話|mobile tel|contact mobile number|"
    "contact tel no|telephone no|primary phone|本人电话|联络手机|联系号码|主要电话",
    "mailing_address": "mailing address|address|postal address|post address|correspondence address|"
    "home address|customer address|通讯地址|通信地址|地址|联系地址|联络地址|邮寄地址|现住址|住址|家庭住址|"
    "客户地址|住所|residential address|street address|家庭地址|现居地址|连络地址|通讯处|居住地址|现居住地|"
    "详细地址|联系住址",
    "registered_address": "registered address|permanent address|legal address|户籍地址|户口地址|注册地址|"
    "身份证地址|登记地址|公司地址|營業地址|单位地址|registered office|户籍地|户籍所在地|身份证住址|"
    "营业执照地址",
    "contact_person": "contact person|contact|contact name|接洽人|联系人|联络人|送修人|接洽人姓名|"
    "联系人姓名|经手人|連絡人|contact person name|name of contact|联系人员|联络人姓名|代办人",
    "contact_phone": "contact phone|contact person phone|contact persons phone|contact tel|contact mobile|"
    "接洽人电话|联系人电话|联络人电话|送修人电话|接洽人手机|联系人手机|連絡人電話|contact person tel|"
    "phone of contact|联系人手机号|联系人联系电话|联络人手机|联系人号码|联系人手机号码",
    "actual_user": "actual user|user|driver|driver name|main driver|使用人|实际使用人|驾驶人|驾驶员|司机|"
    "用车人|使用人姓名|使用者|main user|usual driver|常用驾驶人|主要驾驶人|主要使用人|驾驶|用车人姓名|"
    "驾驶员姓名",
    "user_phone": "users phone|user phone|driver phone|drivers phone|driver tel|使用人电话|实际使用人电话|"
    "司机电话|驾驶人电话|使用人手机|使用者電話|驾驶员电话|driver mobile|用车人电话|驾驶员手机|"
    "使用人手机号|司机手机",
    "notes": "notes|note|remark|remarks|comment|comments|memo|备注|备考|说明|附注|注|附註說明|其他说明|"
    "other notes|其他备注|备注信息|备注栏|备注说明|特别说明",
}

CUSTOMERS: Final = {
    "customer_no": "customer number|customer no|customer id|customer code|client no|client number|"
    "account no|account number|card no|客户编号|客户号|客户代码|客户编码|会员号|会员编号|编号|客户卡号|"
    "客编|customer ref|client id|member no|会员卡号|会员卡|客户代号",
    "occupation": "occupation or trade|occupation|trade|job|profession|industry|职业|行业|职业行业|"
    "职业或行业|工作|所属行业|从事行业|occupation trade|line of business|职务|职称|行业类别",
    "birth_date": "birth date|date of birth|birthday|dob|born|出生日期|生日|出生年月|出生年月日|出生|"
    "客户生日",
    "registered_phone": "registered phone|home phone|registered tel|landline|户籍电话|家庭电话|住宅电话|"
    "登记电话|固定电话|固话|座机|公司电话|住家电话|家用電話|home tel|home telephone|house phone|"
    "fixed line|宅电|家里电话|固定电话号码|办公电话|单位电话",
    "mailing_phone": "mailing phone|mailing tel|mailing telephone|通讯电话|通信电话|邮寄电话|通讯地址电话|"
    "通訊處電話",
    "consent_to_call": "consent to be called|consent to call|may call|ok to call|call consent|consent|"
    "can call|同意回访|是否同意回访|接受回访|可回访|是否接受回访|允许回访|願意回訪|回访意愿|"
    "agrees to calls|may we call|contact consent|是否愿意回访|能否回访|回访同意|可否回访|可否来电|同意致电",
    "preferences": "preferences|preference|hobbies|interests|likes|偏好|喜好|爱好|兴趣|兴趣爱好|客户喜好|"
    "嗜好|個人偏好|customer preferences|个人爱好|客户爱好",
    "special_days": "special days|special day|anniversaries|anniversary|特殊日子|纪念日|特别日子|重要日子|"
    "特殊纪念日|特殊日期|結婚紀念日|important dates|重要日期",
}

REPAIR_ORDERS: Final = {
    "order_no": "repair order number|repair order no|repair order|ro|ro no|ro number|order no|"
    "order number|job no|job number|job card|job card no|work order|work order no|work order number|wo no|"
    "ticket no|维修委托书编号|维修委托书号|维修委托书|委托书号|委托书编号|委托单号|工单号|工单编号|工单|"
    "维修单号|维修工单号|施工单号|派工单号|维修工单|单号|编号|工令單號|工單號碼|维修委托书号码|修车单号|"
    "维修单|维修单编号|委托书|委托书号码|维修单据号|单据号|单据编号|单据号码|业务单号|维修业务单号|"
    "维修工单编号|任务委托书号",
    "date_in": "date in|in|arrived|arrival|received|received on|checked in|time in|start date|opened|"
    "open date|date received|进厂日期|进厂时间|进店日期|进店时间|来店日期|送修日期|接车日期|接车时间|"
    "入厂日期|入厂时间|开单日期|开单时间|来厂日期|報修日期|登记时间|維修日期|order date|ro date|"
    "date opened|check in date|arrival date|visit date|service date|job date|进场日期|到店日期|开工日期|"
    "工单日期|委托日期|进厂日|登记日期|单据日期",
    "date_out": "date out|out|delivered|delivered on|returned|collected|checked out|time out|completed|"
    "completed on|date completed|出厂日期|出厂时间|交车日期|交车时间|离店日期|离厂日期|出店日期|完工日期|"
    "完工时间|竣工日期|取车日期|離廠時間|close date|date closed|completion date|delivery date|"
    "date delivered|check out date|出场日期|完成日期|离场日期|提车日期|结束日期",
    "odometer_in": "odometer in|mileage in|miles in|km in|mileage|odometer|odometer reading|进厂里程|"
    "进厂里程数|进厂里程表读数|进店里程|接车里程|里程表读数|里程数|里程|公里数|行驶里程|入厂里程|"
    "进厂公里数|入廠里程數|入厂里程表读数|odo in|current mileage|进场里程|行驶公里|进厂公里|当前里程|"
    "本次里程|到店里程",
    "odometer_out": "odometer out|mileage out|miles out|km out|出厂里程|出厂里程数|出厂里程表读数|"
    "交车里程|离厂里程|出厂公里数|交車里程數|odo out|出场里程",
    "advisor": "service advisor|service adviser|advisor|adviser|sa|reception|received by|服务顾问|"
    "维修顾问|接待|接待员|接车员|业务接待|服務專員|接待人|advisor name|service writer|服务顾问姓名|"
    "接待顾问|前台|前台接待|接车人员|服务接待|业务员",
    "technician": "technician|mechanic|tech|fitter|serviced by|技师|维修技师|维修工|技工|主修人|主修|"
    "修理工|维修人|施工人员|維修人員|師傅|主修技师|technician name|mechanic name|repaired by|维修班组|"
    "维修技工|施工人|施工技师|技师姓名|修理人|机修工|维修师傅",
    "reported_fault": "reported fault|customer complaint|complaint|fault|concern|customer concern|symptom|"
    "customer request|problem|故障描述|故障现象|报修内容|报修故障|客户描述|客户反映|客户陈述|维修原因|"
    "报修项目|故障|车主反映|客户报修|故障情況|报修问题|顾客描述|維修事項|车主报修故障|客户主诉|报修现象|"
    "fault description|fault reported|customer complaints|complaints|problem description|work requested|"
    "reason for visit|客户反映故障|客户报修内容|报修描述|故障内容|故障说明|来店原因|车主报修|客户要求",
    "parts_cost": "parts cost|parts|parts total|total parts|material cost|parts amount|配件费|零件费|"
    "材料费|备件费|配件金额|配件费合计|零件金额|材料金额|备件金额|零件費用|备件费用|材料费用|配件费用|"
    "parts price|parts charge|parts charges|total of parts|配件合计|配件总额|配件总价|零件合计|零件总额|"
    "材料合计|材料费合计|备件合计",
    "labour_cost": "labour cost|labor cost|labour|labor|labour total|labor total|total labour|工时费|工资|"
    "工时金额|工时费合计|维修工时费|工時費用|人工费|工时费用|工資費用|labour price|labour charge|"
    "labour charges|labor charge|labor charges|labour amount|工时合计|工时总额|工时费总额|人工费合计|"
    "人工费用|工资合计",
    "other_cost": "other cost|other costs|other|other charges|sundries|其他费用|其它费用|其他|其他金额|"
    "杂费|其他费|sundry|misc|miscellaneous|other charge|附加费|附加费用|杂项|其它费|管理费",
    "total": "total|order total|grand total|total cost|total amount|invoice total|总金额|合计|总计|"
    "合计金额|总费用|应收金额|结算金额|總價|费用合计|总额|total price|amount due|gross total|order amount|"
    "实收金额|应收|实收|维修总额|维修金额|结算总额|合计费用|应付金额|维修费用|消费金额",
    "settlement_no": "settlement number|settlement no|settlement|settlement statement no|invoice no|"
    "invoice number|bill no|结算单号|结算单编号|结算单|结算编号|结算号|结账单号|發票號碼|结算单号码|"
    "invoice|结算单编码|结算单据号|发票号",
    "settled_on": "settled on|settlement date|settled|date settled|paid on|invoice date|结算日期|结算时间|"
    "结账日期|付款日期|收款日期|結帳時間|payment date|date paid|付款日|结清日期|结帐日期|收银日期",
    "repeat_of": "repeat of order|repeat of|repeat|rework of|comeback of|返修原单号|返修单号|原工单号|"
    "原委托书号|原单号|返工单号|重修原單號|返修的委托书|返修自|返修原委托书|重修自|返修对应委托书|"
    "返修委托书|返修所属委托书|返修原工单|original order|previous order|返修原工单号|原维修单号",
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
    "备件编号|sku|配件号",
    "line_description": "description|item description|part name|operation|work|work done|item name|"
    "details|描述|项目名称|项目|名称|配件名称|零件名称|备件名称|维修项目|维修内容|工时名称|品名|品名規格|"
    "内容|说明|part description|work carried out|labour description|作业项目|施工项目|维修项目名称|"
    "明细名称|材料名称",
    "line_quantity": "quantity|qty|hours|hrs|amount of parts|units|数量|工时|工时数|用量|件数",
    "line_unit_price": "unit price|price|rate|price each|each|单价|工时单价|售价|價格|unit cost|"
    "price per unit|配件单价|零件单价",
    "line_amount": "amount|line total|line amount|net|sum|value|金额|小计|项目金额|明细金额|行金额|"
    "项目小计|line price|line net|项目费用|明细合计",
}

POLICIES: Final = {
    "policy_no": "policy number|policy no|policy|insurance policy no|insurance policy number|"
    "certificate no|保单号|保单号码|保险单号|保险单号码|保单编号|保险单编号|保單號|保險證號|保险证号码|"
    "insurance no|insurance number|cert no|保单编码|保险合同号|保险号",
    "policy_kind": "kind of insurance|insurance kind|insurance type|type of insurance|policy type|cover|"
    "cover type|kind|type|险种|保险种类|保险类型|险别|保险类别|保單種類|险种类别|insurance class|coverage|"
    "coverage type|险种名称|保险险种|保险名称|投保险种",
    "insurer": "insurer|insurance company|insured with|underwriter|company|保险公司|承保公司|保险人|"
    "保险机构|产险公司|承保機構|insurance co|insurance provider|insurer name|provider|保险公司名称|"
    "投保公司|承保单位|承保保险公司",
    "starts": "starts|start|start date|from|valid from|effective|effective date|inception|inception date|"
    "policy start|起保日期|保险起期|起期|生效日期|保险开始日期|开始日期|起始日期|保單起日|保险起始日期|"
    "起保日|起保|生效日|起日|保险起日|policy start date|cover from|commencement|保单起期|保险生效日期|"
    "保险开始|起保时间|有效期起",
    "ends": "ends|end|end date|to|until|valid to|valid until|expiry|expires|expiry date|policy end|"
    "到期日期|到期日|保险止期|止期|终保日期|保险到期日|保险到期|保险终止日期|结束日期|終止日期|截止日期|"
    "保險迄日|保险到期日期|到期|迄日|终保日|届满日|保險止日|失效日期|强制险到期|强制险到期日|交强险到期|"
    "交强险到期日|商业险到期|商业险到期日|insurance ends|policy end date|policy expiry|cover to|"
    "renewal date|expires on|expiration date|保单止期|保险结束日期|止保日期|终保|保险截止日期|有效期止|"
    "有效期至|续保日期",
    "premium": "premium|annual premium|total premium|amount|price|保费|保险费|保费金额|保费合计|保險費用|"
    "总保费|保险费用|premium amount|insurance premium|总保险费|保费总额|实收保费|签单保费",
}


DOCUMENTS: Final = {
    "type": "document type|type of document|type|document|doc type|doc|document name|name of document|"
    "document kind|kind of document|kind|category|document category|paper type|form|form type|文件类型|"
    "文件种类|文件类别|文件名称|文件|类型|种类|类别|单据类型|单据种类|单据名称|单据|资料类型|资料名称|"
    "资料类别|资料种类|证件类型|证件名称|档案资料|凭证类型|凭证种类|材料名称|材料类型|文档类型|文档|文书种类",
    "number": "number|no|document number|document no|doc no|doc number|serial number|serial no|"
    "contract number|contract no|invoice number|invoice no|certificate number|certificate no|policy number|"
    "policy no|编号|号码|文件编号|文件号|文件号码|单据编号|单据号|单据号码|单号|资料编号|证件号|证件号码|"
    "证号|合同编号|合同号|合约编号|合约号码|发票号|发票号码|发票编号|保单号|保单号码|凭证号|流水号|字号",
    "dated": "date|dated|document date|date of document|doc date|issued|issued on|issue date|date of issue|"
    "signed|signed on|signing date|date signed|contract date|invoice date|日期|文件日期|单据日期|资料日期|"
    "开具日期|签发日期|签署日期|签订日期|签约日期|开票日期|出具日期|发证日期|填写日期|开立日期|核发日期|"
    "制单日期|立约日期",
    "amount": "amount|sum|value|total|document amount|contract amount|invoice amount|price|金额|文件金额|"
    "合同金额|合约金额|发票金额|价税合计|总额|总价|合计|费用|價款|單據金額",
    "expiry": "valid until|valid to|valid through|expiry|expires|expires on|expiry date|expiration|"
    "expiration date|end date|until|ends|有效期至|有效期|有效期限|有效日期|到期日|到期日期|到期|截止日期|"
    "失效日期|届满日期|有效期止|止期|保险止期|保险到期日|效期",
    "note": "note|notes|remark|remarks|comment|comments|memo|备注|备考|说明|附注|注|文件备注|附註說明",
    "paper": "paper|paper copy|hard copy|original|original paper|paper original|physical copy|on paper|"
    "paper status|纸质件|纸本|纸质|纸质文件|纸本文件|原件|正本|原件情况|纸质件状态|纸本状态|纸张|书面文件|"
    "是否有原件|有无原件|纸质原件|紙本狀態",
    "order_no": "repair order number|repair order no|repair order|ro|ro no|ro number|job no|job number|"
    "job card|work order|work order no|work order number|order no|order number|维修委托书编号|维修委托书号|"
    "维修委托书号码|维修委托书|委托书号|委托书编号|委托单号|工单号|工单编号|工单|维修单号|维修工单号|"
    "施工单号|派工单号|工单号码|所属工单|所属委托书|工令单号|對應工單",
    "scans": "scans|scan|scan files|scanned files|scanned copies|attachments|attachment|attached files|files|"
    "file names|file name|filename|filenames|file path|file paths|path|paths|images|image|pictures|picture|"
    "photos|pdf|扫描件|扫描|扫描文件|扫描件路径|扫描件文件|扫描文件名|扫描档|扫描图|附件|附件名|附件名称|"
    "附件路径|文件路径|文件名|路径|图片|图像|影像|影像档|电子档|电子件|电子文件|照片|影本檔案|掃描檔案|"
    "檔案路徑|檔名|檔案名稱",
}


def words_of(kind: RecordKind) -> dict[str, str]:
    """The headings of each field of `kind`, by field code, separated by ``|``.

    What a kind says of itself comes first, so that *type* is a line's type in repair orders.
    """
    of_vehicle = {code: VEHICLE[code] for code in ("file_no", "plate", "vin")}
    return {
        RecordKind.FILES: VEHICLE | PEOPLE | {"file_no": f"{VEHICLE['file_no']}|编号"},
        RecordKind.CUSTOMERS: CUSTOMERS | {code: PEOPLE[code] for code in PEOPLE if code not in _OF_FILES},
        RecordKind.DOCUMENTS: DOCUMENTS | of_vehicle,
        RecordKind.REPAIR_ORDERS: REPAIR_ORDERS | of_vehicle,
        RecordKind.POLICIES: POLICIES | of_vehicle,
    }[kind]


_OF_FILES = frozenset({"contact_phone", "user_phone"})
