"""The choices of a complaint, each in the manual's words."""

from django.db.models import IntegerChoices, TextChoices


class Type(TextChoices):
    """What it is about (R124–R127, R146)."""

    TIME = "TIME", "时效"
    CHARGES = "CHARGES", "费用"
    ATTITUDE = "ATTITUDE", "服务态度"
    DAMAGE = "DAMAGE", "货损货差"
    OTHER = "OTHER", "其他"


class Severity(IntegerChoices):
    """How serious it is; 4 is a crisis."""

    SMALL = 1, "小不满"
    LOSS = 2, "不便、小损失"
    LARGE = 3, "大损失、屡次、要投诉到主管部门"
    CRISIS = 4, "危机"


class Cause(TextChoices):
    """The cause catalogue (R146)."""

    QUALITY = "QUALITY", "产品质量"
    HANDLING = "HANDLING", "投诉处理"
    SAFETY = "SAFETY", "安全"
    MEASUREMENT = "MEASUREMENT", "计量"
    FORCED_TRADE = "FORCED_TRADE", "强制交易"
    ADVERTISING = "ADVERTISING", "虚假宣传"
    DUTY = "DUTY", "义务缺失"
    DETAIL = "DETAIL", "细节"
    DIGNITY = "DIGNITY", "人格人权"
    FACILITY = "FACILITY", "设施缺陷"
    GIFT = "GIFT", "赠品"
    ACCIDENT = "ACCIDENT", "意外事件"
    FORCE_MAJEURE = "FORCE_MAJEURE", "不可抗力"


class Manner(TextChoices):
    """What moves the complainant (R149)."""

    MATTER = "MATTER", "事务型"
    ATTITUDE = "ATTITUDE", "态度型"
    OPINION = "OPINION", "意见型"


class Temper(TextChoices):
    """Temperaments, and the four hard types (R150)."""

    DRIVING = "DRIVING", "驾驭型"
    EXPRESSIVE = "EXPRESSIVE", "表现型"
    AMIABLE = "AMIABLE", "平易型"
    ANALYTICAL = "ANALYTICAL", "分析型"
    IRRITABLE = "IRRITABLE", "易怒型"
    UNREASONABLE = "UNREASONABLE", "蛮横型"
    CONTROLLING = "CONTROLLING", "掌控型"
    RUDE = "RUDE", "粗野型"


class Organisation(TextChoices):
    """What kind of organisation complains (R151); empty for a person."""

    INDUSTRIAL = "INDUSTRIAL", "产业市场"
    RESELLER = "RESELLER", "中间商"
    GOVERNMENT = "GOVERNMENT", "政府市场"


class Degree(TextChoices):
    """How far the company is at fault (R195)."""

    NONE = "NONE", "我方无过失"
    PARTLY = "PARTLY", "部分过失"
    MOSTLY = "MOSTLY", "主要过失"
    FULL = "FULL", "全部过失"


class Outcome(TextChoices):
    """How it ended: only SATISFIED and REFUSED say that the matter was decided to the end."""

    SATISFIED = "SATISFIED", "客户满意"
    REFUSED = "REFUSED", "说明理由，不予支持"
    UNREACHED = "UNREACHED", "多次联系不上"
    WITHDRAWN = "WITHDRAWN", "客户撤回"
    MERGED = "MERGED", "并入另一件"


class Level(IntegerChoices):
    """Who has it in hand: raised where the customer rises or a round has failed (R153, R212, R213)."""

    AGENT = 0, "坐席"
    LEADER = 1, "组长"
    MANAGER = 2, "经理"


class Feeling(IntegerChoices):
    """The customer's mood at a contact; the lower, the hotter."""

    FURIOUS = 1, "暴怒"
    ANGRY = 2, "生气"
    UNHAPPY = 3, "不满"
    CALM = 4, "平静"
    CONTENT = 5, "满意"
