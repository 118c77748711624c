/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words by which files say a choice, a yes or a no, or nothing. */

#include "core/exchange/crm-column-choice.h"

#include "core/exchange/crm-column-names.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"

#include <string.h>

typedef struct
{
  const char *choice;
  const char *words; /* parted by bars */
} Synonyms;

/* Chinese labels stand here too: a file may be Chinese whatever language the program speaks. */
static const Synonyms type_words[] = {
  { "company", "公司|企业|单位|组织|organization|organisation|org|business|firm|group|法人|企业客户|公司客户" },
  { "individual", "个人|个人客户|自然人|person|contact|private|private person|particulier|person account" },
  { NULL },
};
static const Synonyms level_words[] = {
  { "a", "a级|a类|a级客户|a类客户|a+|s|s级|vip|vip客户|重点|重点客户|重要|重要客户|核心客户|大客户|高|key|key account|high|高价值|钻石|金牌" },
  { "b", "b级|b类|b级客户|b类客户|普通|普通客户|中|medium|normal|standard|银牌" },
  { "c", "c级|c类|c级客户|c类客户|一般|一般客户|低|小客户|low|minor|铜牌" },
  { NULL },
};
static const Synonyms life_cycle_words[] = {
  { "aware", "知晓|潜在|潜在客户|线索|目标客户|lead|subscriber|new|suspect|target|open - not contacted|未联系" },
  { "contacted", "已联系|接触|联系中|跟进中|意向客户|有意向|意向|marketing qualified lead|sales qualified lead|opportunity|prospect|working - contacted|attempted to contact|in progress|洽谈中" },
  { "acquired", "已获得|成交|已成交|新客户|成交客户|签约|已签约|customer|client|won|customer - direct|首次购买" },
  { "retained", "已保持|保持|老客户|长期客户|忠诚客户|evangelist|loyal|repeat customer|复购" },
  { "at-risk", "有风险|流失风险|预警|沉睡|沉睡客户|atrisk|dormant|inactive" },
  { "lost", "流失|已流失|流失客户|无效客户|无效|former customer|churned|closed lost|closed - not converted" },
  { "won-back", "赢回|已赢回|挽回|挽回客户|win-back|reactivated" },
  { NULL },
};
static const Synonyms relationship_words[] = {
  { "building", "建立|建立期|考察期" },
  { "developing", "发展|发展期|形成期" },
  { "maintaining", "维持|维持期|稳定期" },
  { "breaking", "破裂|解体|退化期|恶化" },
  { NULL },
};
static const Synonyms source_words[] = {
  { "referral", "转介绍|介绍|朋友介绍|客户介绍|推荐|老客户推荐|word of mouth|customer referral|employee referral|external referral|referrals" },
  { "trade-fair", "展会|展览会|会展|trade show|tradeshow|fair|exhibition|event|conference|会议" },
  { "web", "网站|官网|网络|互联网|网上|website|internet|online|organic search|direct traffic|web site|seo" },
  { "advertising", "广告|线上广告|ad|ads|advertisement|paid search|paid social|advertising|sem|百度" },
  { "cold-call", "电话营销|陌生拜访|陌拜|主动开发|电话开发|cold call|call|outbound|phone inquiry|扫街" },
  { "social", "社交媒体|微信|微博|抖音|小红书|公众号|social media|social|facebook|linkedin|wechat|organic social|群聊|扫描二维码|搜索手机号|名片分享" },
  { "partner", "合作伙伴|渠道|代理商|经销商|partner referral|reseller|channel" },
  { "walk-in", "上门|到店|门店|自然到店|walk in|walkin|shop" },
  { "import", "导入|名单|列表|purchased list|list|imported|offline sources|offline" },
  { "other", "其他|其它|其他渠道|other|misc" },
  { NULL },
};
static const Synonyms size_words[] = {
  { "1-9", "1-9人|1–9人|10人以下|少于10人|微型|1-10|1-10人|micro|0-9" },
  { "10-49", "10-49人|10–49人|小型|11-50|11-50人|10-50|10-50人|small|20-49" },
  { "50-249", "50-249人|50–249人|中型|51-200|50-200人|51-200人|50-99人|100-249|medium|50-200" },
  { "250-999", "250-999人|250–999人|大型|201-500|501-1000|200-500人|500-1000人|large" },
  { "1000+", "1000人以上|1000人及以上|超大型|1001-5000|5001-10000|10000+|10001+|1000-5000|enterprise|>1000" },
  { NULL },
};
static const Synonyms gender_words[] = {
  { "female", "女|女性|女士|f|w|weiblich|woman|frau|ms|mrs|小姐|femme|женский" },
  { "male", "男|男性|先生|m|männlich|man|herr|mr|homme|мужской" },
  { "other", "其他|其它|divers|diverse|nonbinary|non-binary|x" },
  { NULL },
};
static const Synonyms education_words[] = {
  { "school", "初中|高中|中学|小学|high school|secondary" },
  { "vocational", "大专|专科|中专|职高|技校|college|associate" },
  { "bachelor", "本科|学士|大学|大学本科|undergraduate|ba|bsc" },
  { "master", "硕士|研究生|mba|postgraduate|ma|msc" },
  { "doctorate", "博士|phd|doctor|doctoral" },
  { NULL },
};
static const Synonyms income_words[] = {
  { "low", "低收入|低" },
  { "middle", "中等收入|中收入|中|medium" },
  { "high", "高收入|高" },
  { NULL },
};
static const Synonyms channel_words[] = {
  { "phone", "电话|手机|call|telephone" },
  { "email", "邮件|邮箱|电子邮件|mail" },
  { "wechat", "微信" },
  { "wecom", "企业微信|企微" },
  { "qq", "qq" },
  { "weibo", "微博" },
  { "web", "网站|在线|网页" },
  { "letter", "信函|信件|书信|post" },
  { "visit", "拜访|上门|面谈|in person" },
  { NULL },
};
static const Synonyms outcome_words[] = {
  { "won", "closed won|win|winning|deal won|success|successful|gewonnen|赢单|已赢单|成交|已成交|赢|成功|签单|已签约|签约成功|renewed|已续约" },
  { "lost", "closed lost|loss|deal lost|failed|abandoned|verloren|输单|已输单|丢单|已丢单|输|失败|战败|未成交|流失|无效|放弃|ended|未续约" },
  { "open", "opened|in progress|active|pending|offen|进行中|跟进中|未关闭|打开|开放" },
  { NULL },
};
static const Synonyms category_words[] = {
  { "committed", "commit|承诺" },
  { "best-case", "most likely|upside|最佳|最好" },
  { "omitted", "omit|not forecasted|不计入|忽略" },
  { "pipeline", "管道" },
  { NULL },
};
static const Synonyms lost_reason_words[] = {
  { "price", "too expensive|价格|价格太高|太贵|价格原因" },
  { "competitor", "lost to competitor|went with another supplier|竞争对手|选择竞品|竞品" },
  { "no-budget", "budget|no budget|lost - no budget|没有预算|无预算|预算不足" },
  { "no-need", "no need|not interested|没有需求|无需求" },
  { "timing", "bad timing|not now|时机不对|暂不考虑" },
  { "product", "missing feature|product fit|产品不符|功能不足" },
  { "service", "delivery|服务|交货|交期" },
  { "no-answer", "no answer|unresponsive|no response|失联|联系不上|无回应" },
  { "duplicate", "duplicate|重复" },
  { "other", "其他|其它" },
  { NULL },
};
static const Synonyms consent_words[] = {
  { "given", "同意|已同意|yes|opt-in|opted in|granted|marketing contact" },
  { "refused", "拒绝|不同意|no|opt-out|opted out|non-marketing contact" },
  { "withdrawn", "撤回|已撤回|revoked|unsubscribed" },
  { NULL },
};
static const Synonyms buying_role_words[] = {
  { "decides", "决策|决策者|决策人|拍板人|decision maker|decision-maker|decider|economic buyer" },
  { "influences", "影响|影响者|influencer|champion|evaluator" },
  { "buys", "采购|采购者|采购人|购买者|buyer|purchaser|procurement" },
  { "uses", "使用|使用者|用户|user|end user" },
  { "gate", "把关|把关者|守门人|gatekeeper" },
  { NULL },
};
static const Synonyms interaction_words[] = {
  { "call", "电话|通话|打电话|电话沟通|电话拜访|phone|phone call|telephone|来电|去电" },
  { "meeting", "会议|面谈|会面|见面|meet|event|会谈" },
  { "visit", "拜访|上门|上门拜访|走访|实地拜访|site visit" },
  { "email", "邮件|电子邮件|e-mail|mail" },
  { "wechat", "微信|微信沟通" },
  { "wecom", "企业微信|企微" },
  { "qq", "qq" },
  { "weibo", "微博" },
  { "message", "消息|短信|sms|text|chat|im" },
  { "web", "网站|网页|在线|online" },
  { "letter", "信函|信件|传真|post|fax" },
  { "note", "备注|记录|笔记|comment|memo" },
  { "other", "其他|其它" },
  { NULL },
};
static const Synonyms direction_words[] = {
  { "in", "来|呼入|来电|接收|inbound|received|incoming" },
  { "out", "去|呼出|去电|发出|outbound|sent|outgoing" },
  { NULL },
};

static const struct
{
  const CrmKind *kind;
  guint field;
  const Synonyms *words;
} synonyms[] = {
  { &crm_kind_customer, CRM_CUSTOMER_TYPE, type_words },
  { &crm_kind_customer, CRM_CUSTOMER_LEVEL, level_words },
  { &crm_kind_customer, CRM_CUSTOMER_LIFE_CYCLE, life_cycle_words },
  { &crm_kind_customer, CRM_CUSTOMER_RELATIONSHIP, relationship_words },
  { &crm_kind_customer, CRM_CUSTOMER_SOURCE, source_words },
  { &crm_kind_deal, CRM_DEAL_SOURCE, source_words },
  { &crm_kind_deal, CRM_DEAL_CHANNEL, channel_words },
  { &crm_kind_deal, CRM_DEAL_OUTCOME, outcome_words },
  { &crm_kind_deal, CRM_DEAL_CATEGORY, category_words },
  { &crm_kind_deal, CRM_DEAL_LOST_REASON, lost_reason_words },
  { &crm_kind_customer, CRM_CUSTOMER_SIZE, size_words },
  { &crm_kind_customer, CRM_CUSTOMER_GENDER, gender_words },
  { &crm_kind_person, CRM_PERSON_GENDER, gender_words },
  { &crm_kind_customer, CRM_CUSTOMER_EDUCATION, education_words },
  { &crm_kind_customer, CRM_CUSTOMER_INCOME, income_words },
  { &crm_kind_customer, CRM_CUSTOMER_PREFERRED_CHANNEL, channel_words },
  { &crm_kind_customer, CRM_CUSTOMER_CONSENT, consent_words },
  { &crm_kind_role, CRM_ROLE_BUYING_ROLE, buying_role_words },
  { &crm_kind_interaction, CRM_INTERACTION_KIND, interaction_words },
  { &crm_kind_interaction, CRM_INTERACTION_DIRECTION, direction_words },
};

static void
add_word (GHashTable *table, const char *word, const char *choice)
{
  char *folded = crm_column_names_fold (word);

  if (*folded == '\0' || g_hash_table_contains (table, folded))
    g_free (folded);
  else
    g_hash_table_insert (table, folded, (gpointer)choice);
}

static GHashTable *
make_words (const CrmField *field)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const CrmChoice *choice = field->choices; choice->name != NULL; choice++)
    {
      add_word (table, choice->name, choice->name);
      add_word (table, choice->label, choice->name);
      add_word (table, crm_field_get_choice_label (field, choice->name), choice->name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (synonyms); i++)
    for (const Synonyms *entry = synonyms[i].words; &synonyms[i].kind->fields[synonyms[i].field] == field && entry->choice != NULL; entry++)
      {
        g_auto (GStrv) words = g_strsplit (entry->words, "|", -1);

        for (gsize j = 0; words[j] != NULL; j++)
          add_word (table, words[j], entry->choice);
      }
  return table;
}

const char *
crm_column_choice_find (const CrmField *field, const char *text)
{
  static GMutex mutex;
  static GHashTable *tables; /* const CrmField * → GHashTable of folded words */
  g_autofree char *folded = NULL;
  GHashTable *table;

  g_return_val_if_fail (field != NULL && field->choices != NULL && text != NULL, NULL);

  /* A custom field comes and goes, and has no synonyms. */
  if ((field->flags & CRM_FIELD_OWN_WORDS) != 0)
    return crm_field_find_choice (field, text);

  /* A permanent name is itself, also where folding takes its sign off: "1000+". */
  for (const CrmChoice *choice = field->choices; choice->name != NULL; choice++)
    if (strcmp (choice->name, text) == 0)
      return choice->name;
  g_mutex_lock (&mutex);
  if (tables == NULL)
    tables = g_hash_table_new (NULL, NULL);
  table = g_hash_table_lookup (tables, field);
  if (table == NULL)
    {
      table = make_words (field);
      g_hash_table_insert (tables, (gpointer)field, table);
    }
  g_mutex_unlock (&mutex);
  folded = crm_column_names_fold (text);
  return g_hash_table_lookup (table, folded);
}

static gboolean
is_one_of (const char *text, const char *words)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  const char *found = words;
  gsize length;

  g_strstrip (lower);
  length = strlen (lower);
  if (length == 0 || strchr (lower, '|') != NULL)
    return FALSE;
  while ((found = strstr (found, lower)) != NULL)
    {
      if ((found == words || found[-1] == '|') && (found[length] == '|' || found[length] == '\0'))
        return TRUE;
      found += length;
    }
  return FALSE;
}

/* Outlook writes "0/0/00" and its kin for no date. */
static gboolean
is_zero_date (const char *text)
{
  gsize digits = 0, marks = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '0')
        digits++;
      else if (strchr ("/.-: ", *p) != NULL)
        marks++;
      else
        return FALSE;
    }
  return digits >= 4 && marks >= 2;
}

gboolean
crm_column_choice_is_nothing (const char *text)
{
  /* Long text says something; this looks at every cell. */
  if (strlen (text) > 24)
    return FALSE;
  return is_one_of (text, "-|--|---|—|——|/|\\|.|?|n/a|#n/a|na|none|null|nil|unknown|unspecified|keine angabe|nicht angegeben|[not provided]|-none-|无|暂无|没有|不详|未知|未填写|空|(空)|（空）|待补充|已关联|未关联") || is_zero_date (text);
}

int
crm_column_choice_find_boolean (const char *text)
{
  if (strlen (text) > 16)
    return -1;
  if (is_one_of (text, "1|yes|y|true|t|on|x|ja|an|是|有|对|√|✓|✔|oui|si|sí|да|tak"))
    return 1;
  if (is_one_of (text, "0|no|n|false|f|off|nein|aus|否|无|不|×|✗|✘|non|нет|nie"))
    return 0;
  return -1;
}
