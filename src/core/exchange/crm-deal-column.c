/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file of deals means. */

#include "config.h"

#include "core/exchange/crm-deal-column.h"

#include "core/exchange/crm-column-choice.h"
#include "core/exchange/crm-column-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Facts read off the programs' own exports; names parted by bars, the first meaning of a name wins. */
static const struct
{
  CrmDealTarget target;
  CrmDealField field;
  const char *names;
} dictionary[] = {
  { CRM_DEAL_COLUMN_ID, 0, "id|deal id|record id|opportunity id|external id|external_id|商机编号|商机id|id elsewhere" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_TITLE, "deal|title|deal name|dealname|opportunity|opportunity name|opportunity title|name|subject|商机|商机名称|商机主题|机会名称|销售机会|项目名称|标题" },
  { CRM_DEAL_COLUMN_CUSTOMER, 0, "customer|customer_name|customer name|organization|organisation|organization name|company|company name|account|account name|associated company|associated company (primary)|primary associated company|customer/display name|partner|客户|客户名称|公司|公司名称|所属客户|关联客户" },
  { CRM_DEAL_COLUMN_CUSTOMER_ID, 0, "customer_id|customer id|organization id|account id|associated company ids|associated company ids (primary)|associated company id|company id|客户编号|客户id" },
  { CRM_DEAL_COLUMN_CONTACT, 0, "contact|contact name|contact person|person|person name|associated contact|associated contacts|primary contact|联系人|主要联系人" },
  { CRM_DEAL_COLUMN_PIPELINE, 0, "pipeline|pipeline_name|pipeline name|sales process|record type|销售流程|销售管道|管道|流程" },
  { CRM_DEAL_COLUMN_STAGE, 0, "stage|stage_name|stage name|deal stage|sales stage|pipeline stage|stage (pipeline)|阶段|商机阶段|销售阶段|当前阶段" },
  { CRM_DEAL_COLUMN_MOVED_AT, 0, "moved_at|moved at|last stage change|last stage change date|last stage update|date entered stage|date entered current stage|stage since|stage date|阶段变更时间|进入阶段时间|最近阶段变更时间|推进时间" },
  { CRM_DEAL_COLUMN_OUTCOME, 0, "outcome|status|deal status|won/lost|结果|商机状态|状态|输赢" },
  { CRM_DEAL_COLUMN_IS_WON, 0, "is won|won|is closed won|iswon|是否赢单" },
  { CRM_DEAL_COLUMN_IS_LOST, 0, "is lost|is closed lost|是否输单" },
  { CRM_DEAL_COLUMN_ACTIVE, 0, "active" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_AMOUNT, "amount|deal value|value|expected revenue|amount amount|planned revenue|amount in deal currency|opportunity amount|deal amount|金额|商机金额|预计金额|预计销售金额|销售金额" },
  { CRM_DEAL_COLUMN_CURRENCY, 0, "currency|amount_currency|amount currency|currency of value|deal currency|currency code|opportunity currency|币种|货币" },
  { CRM_DEAL_COLUMN_CLOSE, 0, "close date|closing date|结单日期" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_EXPECTED_CLOSE, "expected_close|expected close|expected close date|expected closing|expected closing date|deadline|预计成交日期|预计成交时间|预计结单日期|预计签单日期|预计签约日期" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CLOSED_AT, "closed_at|closed on|closed date|deal closed on|won time|lost time|date closed|actual close date|实际成交日期|成交日期|成交时间|关闭时间" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_BEGAN_AT, "began_at|began|create date|created date|created on|deal created|created|creation date|add time|创建时间|创建日期|建立日期" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_PROBABILITY, "probability|deal probability|probability (%)|win probability|赢率|成交概率|赢单率|概率|可能性" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CATEGORY, "category|forecast category|forecast|预测类别|预测分类" },
  { CRM_DEAL_COLUMN_OWNER, 0, "owner|owner_name|deal owner|opportunity owner|salesperson|sales rep|assigned to|record owner|owner full name|负责人|商机负责人|销售负责人|所有者|归属人|业务员" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_SOURCE, "source|lead source|original source|original source type|original traffic source|deal source|source channel|来源|商机来源|线索来源" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CAMPAIGN, "campaign|primary campaign source|campaign name|活动|市场活动|营销活动" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CHANNEL, "channel|medium|渠道" },
  { CRM_DEAL_COLUMN_REFERRER, 0, "referrer|referrer_name|referred by|介绍人|推荐人" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_COMPETITOR, "competitor|competitors|main competitor(s)|main competitors|竞争对手|竞品" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_DRIVERS, "drivers|buying drivers|closed won reason|won reason|购买动因|赢单原因" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_NEEDS, "needs|需求|客户需求" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_RECURRING, "recurring|recurring amount|recurring amount amount|recurring revenues|recurring revenue|recurring revenue amount|recurring_amount|续费金额|经常性收入" },
  { CRM_DEAL_COLUMN_RECURRING_CURRENCY, 0, "recurring_currency|recurring currency" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_RECURRING_PERIOD, "recurring_period|recurs|周期" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_LOST_REASON, "lost_reason|lost reason|closed lost reason|loss reason|reason lost|输单原因|丢单原因|失败原因" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_LOST_DETAIL, "lost_detail|closed lost detail|closing note|loss in detail|输单说明" },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_NOTE, "note|notes|description|deal description|internal notes|备注|描述|说明" },
  { CRM_DEAL_COLUMN_PEOPLE, 0, "people|contact roles|buying roles|stakeholders|联系人角色|参与人" },
  { CRM_DEAL_COLUMN_MOVES, 0, "moves" },
};

/* What Pipedrive puts before the names of its columns, and for what they then stand. */
static const struct
{
  const char *prefix;
  CrmDealTarget name;
} prefixes[] = {
  { "Deal - ", CRM_DEAL_COLUMN_FIELD },
  { "Opportunity - ", CRM_DEAL_COLUMN_FIELD },
  { "Organization - ", CRM_DEAL_COLUMN_CUSTOMER },
  { "Person - ", CRM_DEAL_COLUMN_CONTACT },
};

static GHashTable *
make_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (dictionary); i++)
    {
      g_auto (GStrv) names = g_strsplit (dictionary[i].names, "|", -1);

      for (gsize j = 0; names[j] != NULL; j++)
        {
          char *folded = crm_column_names_fold (names[j]);
          CrmDealMeaning meaning = { dictionary[i].target, dictionary[i].field, 0 };

          if (g_hash_table_contains (table, folded))
            g_free (folded);
          else
            g_hash_table_insert (table, folded, g_memdup2 (&meaning, sizeof meaning));
        }
    }
  return table;
}

static gboolean
find_word (const char *name, CrmDealMeaning *meaning)
{
  static GHashTable *table;
  g_autofree char *folded = crm_column_names_fold (name);
  const CrmDealMeaning *found;

  if (g_once_init_enter_pointer (&table))
    g_once_init_leave_pointer (&table, make_table ());
  found = g_hash_table_lookup (table, folded);
  if (found != NULL)
    *meaning = *found;
  return found != NULL;
}

/* "moves 3 at", "people 1 role": an own export as JSON. */
static gboolean
find_numbered (const char *name, CrmDealMeaning *meaning)
{
  static const struct
  {
    const char *list;
    const char *part;
    CrmDealTarget target;
  } parts[] = {
    { "moves ", "at", CRM_DEAL_COLUMN_MOVE_AT },
    { "moves ", "stage", CRM_DEAL_COLUMN_MOVE_STAGE },
    { "moves ", "amount amount", CRM_DEAL_COLUMN_MOVE_AMOUNT },
    { "moves ", "amount currency", CRM_DEAL_COLUMN_MOVE_CURRENCY },
    { "moves ", "expected_close", CRM_DEAL_COLUMN_MOVE_EXPECTED },
    { "people ", "person", CRM_DEAL_COLUMN_PERSON_ID },
    { "people ", "name", CRM_DEAL_COLUMN_PERSON_NAME },
    { "people ", "role", CRM_DEAL_COLUMN_PERSON_ROLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      char *end;
      guint64 number;

      if (!g_str_has_prefix (name, parts[i].list))
        continue;
      number = g_ascii_strtoull (name + strlen (parts[i].list), &end, 10);
      if (number == 0 || number > G_MAXINT || *end != ' ' || strcmp (end + 1, parts[i].part) != 0)
        continue;
      *meaning = (CrmDealMeaning){ parts[i].target, 0, (guint)number };
      return TRUE;
    }
  return FALSE;
}

CrmDealMeaning
crm_deal_column_find (const char *name)
{
  CrmDealMeaning meaning = { CRM_DEAL_COLUMN_IGNORE };

  g_return_val_if_fail (name != NULL, meaning);

  if (find_numbered (name, &meaning))
    return meaning;
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (name, prefixes[i].prefix, strlen (prefixes[i].prefix)) == 0)
      {
        const char *rest = name + strlen (prefixes[i].prefix);

        if (prefixes[i].name == CRM_DEAL_COLUMN_FIELD)
          find_word (rest, &meaning);
        else if (g_ascii_strcasecmp (rest, "name") == 0)
          meaning.target = prefixes[i].name;
        else if (g_ascii_strcasecmp (rest, "id") == 0 && prefixes[i].name == CRM_DEAL_COLUMN_CUSTOMER)
          meaning.target = CRM_DEAL_COLUMN_CUSTOMER_ID;
        return meaning;
      }
  find_word (name, &meaning);
  return meaning;
}

/* ── what a person may choose ─────────────────────────────────────────────────────────────── */

/* An own export's moves and people in cells of their own are recognised and never chosen. */
static const CrmDealMeaning meanings[] = {
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_TITLE },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_AMOUNT },
  { CRM_DEAL_COLUMN_CURRENCY },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_RECURRING },
  { CRM_DEAL_COLUMN_RECURRING_CURRENCY },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_RECURRING_PERIOD },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_PROBABILITY },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CATEGORY },
  { CRM_DEAL_COLUMN_CUSTOMER },
  { CRM_DEAL_COLUMN_CONTACT },
  { CRM_DEAL_COLUMN_PEOPLE },
  { CRM_DEAL_COLUMN_OWNER },
  { CRM_DEAL_COLUMN_REFERRER },
  { CRM_DEAL_COLUMN_PIPELINE },
  { CRM_DEAL_COLUMN_STAGE },
  { CRM_DEAL_COLUMN_MOVED_AT },
  { CRM_DEAL_COLUMN_OUTCOME },
  { CRM_DEAL_COLUMN_IS_WON },
  { CRM_DEAL_COLUMN_IS_LOST },
  { CRM_DEAL_COLUMN_ACTIVE },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_BEGAN_AT },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_EXPECTED_CLOSE },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CLOSED_AT },
  { CRM_DEAL_COLUMN_CLOSE },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_SOURCE },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CAMPAIGN },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_CHANNEL },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_NEEDS },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_DRIVERS },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_COMPETITOR },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_LOST_REASON },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_LOST_DETAIL },
  { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_NOTE },
  { CRM_DEAL_COLUMN_ID },
  { CRM_DEAL_COLUMN_CUSTOMER_ID },
  { CRM_DEAL_COLUMN_MOVES },
};

const CrmDealMeaning *
crm_deal_meaning_list (guint *n_meanings)
{
  *n_meanings = G_N_ELEMENTS (meanings);
  return meanings;
}

gboolean
crm_deal_meaning_equal (const CrmDealMeaning *a, const CrmDealMeaning *b)
{
  return a->target == b->target && a->number == b->number && (a->target != CRM_DEAL_COLUMN_FIELD || a->field == b->field);
}

static const char *
get_label (CrmDealTarget target)
{
  switch (target)
    {
    case CRM_DEAL_COLUMN_ID:
      return _ ("Id of the deal");
    case CRM_DEAL_COLUMN_CUSTOMER:
      return _ ("Customer");
    case CRM_DEAL_COLUMN_CUSTOMER_ID:
      return _ ("Id of the customer");
    case CRM_DEAL_COLUMN_CONTACT:
      return _ ("Contact person");
    case CRM_DEAL_COLUMN_PIPELINE:
      return _ ("Pipeline");
    case CRM_DEAL_COLUMN_STAGE:
      return _ ("Stage");
    case CRM_DEAL_COLUMN_OWNER:
      return _ ("Owner");
    case CRM_DEAL_COLUMN_REFERRER:
      return _ ("Referred by");
    case CRM_DEAL_COLUMN_MOVED_AT:
      return _ ("In stage since");
    case CRM_DEAL_COLUMN_OUTCOME:
      return _ ("Outcome");
    case CRM_DEAL_COLUMN_IS_WON:
      return _ ("Won: yes or no");
    case CRM_DEAL_COLUMN_IS_LOST:
      return _ ("Lost: yes or no");
    case CRM_DEAL_COLUMN_ACTIVE:
      return _ ("Not lost: yes or no");
    case CRM_DEAL_COLUMN_CLOSE:
      return _ ("Close, expected or actual");
    case CRM_DEAL_COLUMN_CURRENCY:
      return _ ("Currency");
    case CRM_DEAL_COLUMN_RECURRING_CURRENCY:
      return _ ("Currency of the recurring amount");
    case CRM_DEAL_COLUMN_PEOPLE:
    case CRM_DEAL_COLUMN_PERSON_ID:
    case CRM_DEAL_COLUMN_PERSON_NAME:
    case CRM_DEAL_COLUMN_PERSON_ROLE:
      return _ ("People and their part in the deal");
    case CRM_DEAL_COLUMN_MOVES:
    case CRM_DEAL_COLUMN_MOVE_AT:
    case CRM_DEAL_COLUMN_MOVE_STAGE:
    case CRM_DEAL_COLUMN_MOVE_AMOUNT:
    case CRM_DEAL_COLUMN_MOVE_CURRENCY:
    case CRM_DEAL_COLUMN_MOVE_EXPECTED:
      return _ ("Moves from stage to stage");
    case CRM_DEAL_COLUMN_IGNORE:
    case CRM_DEAL_COLUMN_FIELD:
    default:
      return _ ("Leave out");
    }
}

char *
crm_deal_meaning_dup_label (const CrmDealMeaning *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->target == CRM_DEAL_COLUMN_FIELD)
    return g_strdup (crm_field_get_label (&crm_kind_deal.fields[self->field]));
  if (self->number > 0)
    /* Translators: %1$s is "Moves from stage to stage" or "People and their part in the deal", %2$u which of them. */
    return g_strdup_printf (_ ("%1$s (%2$u)"), get_label (self->target), self->number);
  return g_strdup (get_label (self->target));
}

/* ── words in cells ───────────────────────────────────────────────────────────────────────── */

const char *
crm_deal_outcome_guess (const char *stage)
{
  const char *outcome;

  g_return_val_if_fail (stage != NULL, "open");

  outcome = crm_column_choice_find (&crm_kind_deal.fields[CRM_DEAL_OUTCOME], stage);
  return outcome != NULL ? outcome : "open";
}
