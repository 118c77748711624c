/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the log bar: those that say a kind, tie people to it, and measure how long it took. */

#include "core/customers/crm-log-words.h"

#define DAY_MINUTES 1440

typedef enum
{
  CALL,
  MEETING,
  NOTE,
  EMAIL,
  TASK,
  VISIT,
  MESSAGE,
  KIND_MASK = 15,
  NOUN = 16,
} Kind;

static const char *const kind_names[] = {
  [CALL] = "call",
  [MEETING] = "meeting",
  [NOTE] = "note",
  [EMAIL] = "email",
  [TASK] = "task",
  [VISIT] = "visit",
  [MESSAGE] = "message",
};

static const CrmScanWord english_kinds[] = {
  { "called", CALL },
  { "phoned", CALL },
  { "rang", CALL },
  { "spoke", CALL | NOUN },
  { "spoke on the phone", CALL },
  { "talked", CALL | NOUN },
  { "call", CALL | NOUN },
  { "phone call", CALL | NOUN },
  { "phone", CALL | NOUN },
  { "tel", CALL | NOUN },
  { "met", MEETING },
  { "met up", MEETING },
  { "meet", MEETING | NOUN },
  { "meeting", MEETING | NOUN },
  { "lunch", MEETING | NOUN },
  { "emailed", EMAIL },
  { "e-mailed", EMAIL },
  { "mailed", EMAIL },
  { "wrote", EMAIL | NOUN },
  { "email", EMAIL | NOUN },
  { "e-mail", EMAIL | NOUN },
  { "mail", EMAIL | NOUN },
  { "visited", VISIT },
  { "visit", VISIT | NOUN },
  { "messaged", MESSAGE },
  { "texted", MESSAGE },
  { "wechatted", MESSAGE },
  { "message", MESSAGE | NOUN },
  { "text", MESSAGE | NOUN },
  { "sms", MESSAGE | NOUN },
  { "wechat", MESSAGE | NOUN },
  { "wecom", MESSAGE | NOUN },
  { "whatsapp", MESSAGE | NOUN },
  { "noted", NOTE },
  { "note", NOTE | NOUN },
  { "todo", TASK },
  { "to do", TASK | NOUN },
  { "task", TASK | NOUN },
  { NULL },
};

static const CrmScanWord chinese_kinds[] = {
  { "打电话", CALL },
  { "打了电话", CALL },
  { "打了个电话", CALL },
  { "打过电话", CALL },
  { "通电话", CALL },
  { "通了电话", CALL },
  { "通了个电话", CALL },
  { "通话", CALL },
  { "致电", CALL },
  { "去电", CALL },
  { "来电", CALL },
  { "回电", CALL },
  { "电联", CALL },
  { "回访", CALL },
  { "电话回访", CALL },
  { "电话沟通", CALL },
  { "电话联系", CALL },
  { "电话", CALL | NOUN },
  { "开会", MEETING },
  { "开了会", MEETING },
  { "开了个会", MEETING },
  { "会面", MEETING },
  { "见面", MEETING },
  { "见了面", MEETING },
  { "面谈", MEETING },
  { "洽谈", MEETING },
  { "约见", MEETING },
  { "电话会议", MEETING | NOUN },
  { "视频会议", MEETING | NOUN },
  { "会议", MEETING | NOUN },
  { "见了", MEETING | NOUN },
  { "见", MEETING | NOUN },
  { "发邮件", EMAIL },
  { "发了邮件", EMAIL },
  { "发了封邮件", EMAIL },
  { "写邮件", EMAIL },
  { "回邮件", EMAIL },
  { "邮件", EMAIL | NOUN },
  { "电邮", EMAIL | NOUN },
  { "发微信", MESSAGE },
  { "发了微信", MESSAGE },
  { "微信沟通", MESSAGE },
  { "微信联系", MESSAGE },
  { "微信聊天", MESSAGE },
  { "微信", MESSAGE | NOUN },
  { "企业微信", MESSAGE | NOUN },
  { "企微", MESSAGE | NOUN },
  { "钉钉", MESSAGE | NOUN },
  { "发短信", MESSAGE },
  { "发了短信", MESSAGE },
  { "短信", MESSAGE | NOUN },
  { "发消息", MESSAGE },
  { "发了消息", MESSAGE },
  { "留言", MESSAGE },
  { "拜访", VISIT },
  { "走访", VISIT },
  { "登门", VISIT },
  { "登门拜访", VISIT },
  { "上门拜访", VISIT },
  { "上门", VISIT },
  { "来访", VISIT },
  { "到访", VISIT },
  { "备注", NOTE | NOUN },
  { "笔记", NOTE | NOUN },
  { "记录", NOTE | NOUN },
  { "任务", TASK | NOUN },
  { "待办", TASK | NOUN },
  { NULL },
};

static const CrmScanWord ties[] = { { "with", 0 }, { "to", 0 }, { "from", 0 }, { "and", 0 }, { "&", 0 }, { ",", 0 }, { "、", 0 }, { "给", 0 }, { "和", 0 }, { "跟", 0 }, { "与", 0 }, { "同", 0 }, { "及", 0 }, { "向", 0 }, { "了", 0 }, { "过", 0 }, { "一下", 0 }, { "约", 0 }, { ":", 0 }, { NULL } };

static gboolean
take_any_word (const CrmScan *scan, gsize *at, const CrmScanWord *table, int *value)
{
  gsize position = *at;

  if (!crm_scan_take_any (scan, &position, table, value))
    return FALSE;
  /* "call-centre" and "e.mail" go on. */
  if (!crm_scan_is_han (scan->chars[position - 1]) && crm_scan_is_word (scan->chars[position - 1]) && !crm_scan_ends_word (scan, position) && scan->chars[position] != ':')
    return FALSE;
  *at = position;
  return TRUE;
}

gboolean
crm_log_words_take_kind (const CrmScan *scan, gsize *at, CrmLogWord *word)
{
  gsize position = *at;
  int value;

  if (crm_scan_is_han (scan->chars[position]))
    {
      if (!crm_scan_take_any (scan, &position, chinese_kinds, &value))
        return FALSE;
      /* 了, 过, 一下 behind a verb say only that it is done. */
      if (!(value & NOUN) && !crm_scan_take (scan, &position, "了") && !crm_scan_take (scan, &position, "过"))
        (void)crm_scan_take (scan, &position, "一下");
    }
  else if (!crm_scan_starts_word (scan, position) || !take_any_word (scan, &position, english_kinds, &value))
    {
      return FALSE;
    }
  word->kind = kind_names[value & KIND_MASK];
  word->is_verb = !(value & NOUN);
  *at = position;
  return TRUE;
}

gboolean
crm_log_words_begins_object (const CrmScan *scan, gsize at)
{
  static const CrmScanWord openings[] = { { "with", 0 }, { "to", 0 }, { "from", 0 }, { "about", 0 }, { "re", 0 }, { "regarding", 0 }, { "给", 0 }, { "和", 0 }, { "跟", 0 }, { "与", 0 }, { "聊", 0 }, { "谈", 0 }, { "说", 0 }, { "问", 0 }, { "里说", 0 }, { "回复", 0 }, { "确认", 0 }, { "通知", 0 }, { "讨论", 0 }, { "沟通", 0 }, { NULL } };
  gsize position = at;

  crm_scan_skip_spaces (scan, &position);
  if (crm_scan_is_han (scan->chars[at > 0 ? at - 1 : 0]) && (position > at || scan->chars[position] == ',' || scan->chars[position] == 0x3002))
    return TRUE;
  return take_any_word (scan, &position, openings, NULL);
}

void
crm_log_words_skip_ties (const CrmScan *scan, gsize *at)
{
  do
    crm_scan_skip_spaces (scan, at);
  while (take_any_word (scan, at, ties, NULL));
}

void
crm_log_words_skip_pronoun (const CrmScan *scan, gsize *at)
{
  static const CrmScanWord pronouns[] = { { "i", 0 }, { "we", 0 }, { "i've", 0 }, { "we've", 0 }, { "just", 0 }, { "i just", 0 }, { "我", 0 }, { "我们", 0 }, { "刚", 0 }, { "刚刚", 0 }, { "刚才", 0 }, { "我刚", 0 }, { NULL } };

  (void)take_any_word (scan, at, pronouns, NULL);
}

void
crm_log_words_skip_about (const CrmScan *scan, gsize *at)
{
  static const CrmScanWord words[] = { { "about", 0 }, { "re", 0 }, { "re:", 0 }, { "regarding", 0 }, { "关于", 0 }, { NULL } };

  (void)take_any_word (scan, at, words, NULL);
}

/* ── Durations ──────────────────────────────────────────────────────────────────────────────── */

static const CrmScanWord hour_words[] = { { "h", 0 }, { "hr", 0 }, { "hrs", 0 }, { "hour", 0 }, { "hours", 0 }, { "小时", 0 }, { "个小时", 0 }, { "个钟", 0 }, { "个钟头", 0 }, { "钟头", 0 }, { NULL } };
static const CrmScanWord minute_words[] = { { "min", 0 }, { "mins", 0 }, { "min.", 0 }, { "minute", 0 }, { "minutes", 0 }, { "分钟", 0 }, { NULL } };
static const CrmScanWord fixed[] = {
  { "half an hour", 30 },
  { "half hour", 30 },
  { "half-hour", 30 },
  { "an hour", 60 },
  { "one hour", 60 },
  { "an hour and a half", 90 },
  { "one and a half hours", 90 },
  { "two hours", 120 },
  { "three hours", 180 },
  { "半小时", 30 },
  { "半个小时", 30 },
  { "半个钟", 30 },
  { "半个钟头", 30 },
  { "一刻钟", 15 },
  { "三刻钟", 45 },
  { NULL },
};

/* Reads a unit behind its number: "2h", "2 hours", "2-hour". "1h30" runs on into its minutes. */
static gboolean
take_unit (const CrmScan *scan, gsize *at, const CrmScanWord *units)
{
  gsize position = *at;

  if (scan->chars[position] == '-')
    position++;
  else
    crm_scan_skip_spaces (scan, &position);
  if (units == hour_words && scan->chars[position] == 'h' && scan->chars[position + 1] >= '0' && scan->chars[position + 1] <= '9')
    position++;
  else if (!crm_scan_take_any (scan, &position, units, NULL))
    return FALSE;
  *at = position;
  return TRUE;
}

/* 20 in "1h20", "1 h 20 min", "1 hour and 20 minutes", 1小时20分. */
static int
take_minutes_behind (const CrmScan *scan, gsize *at)
{
  gsize position = *at;
  gboolean close = scan->chars[position] >= '0' && scan->chars[position] <= '9';
  gint64 minutes;

  crm_scan_skip_spaces (scan, &position);
  if (crm_scan_take (scan, &position, "and "))
    crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take_number (scan, &position, 2, &minutes) || minutes > 59)
    return 0;
  if (!take_unit (scan, &position, minute_words) && !crm_scan_take (scan, &position, "分") && !(close && (crm_scan_take_word (scan, &position, "m") || !crm_scan_is_word (scan->chars[position]))))
    return 0;
  *at = position;
  return (int)minutes;
}

/* The minutes of ".5" and ".25" behind hours. */
static gint64
take_fraction (const CrmScan *scan, gsize *at)
{
  gsize position = *at + 1;
  gsize start = position;
  gint64 digits;

  if (scan->chars[*at] != '.' || !crm_scan_take_digits (scan, &position, 1, 2, &digits))
    return 0;
  *at = position;
  return position - start == 1 ? digits * 6 : digits * 60 / 100;
}

static gboolean
take_counted (const CrmScan *scan, gsize *at, int *minutes)
{
  gsize position = *at, whole;
  gint64 n, fraction;

  if (!crm_scan_take_number (scan, &position, 4, &n) || n > DAY_MINUTES)
    return FALSE;
  whole = position;
  fraction = take_fraction (scan, &position);
  if (position == whole && (crm_scan_take (scan, &position, "个半小时") || crm_scan_take (scan, &position, "个半钟头")))
    *minutes = (int)n * 60 + 30;
  else if (take_unit (scan, &position, hour_words))
    *minutes = (int)(n * 60 + fraction) + take_minutes_behind (scan, &position);
  else if (fraction == 0 && position == whole && take_unit (scan, &position, minute_words))
    *minutes = (int)n;
  else
    return FALSE;
  *at = position;
  return TRUE;
}

static gboolean
ends_with_word (const CrmScan *scan, gsize at, const char *word, gsize length)
{
  gsize start;

  while (at > 0 && scan->chars[at - 1] == ' ')
    at--;
  if (at < length)
    return FALSE;
  start = at - length;
  return crm_scan_take (scan, &start, word) && (at == length || !crm_scan_is_word (scan->chars[at - length - 1]));
}

/* "in 12 min", "every hour", 每半小时, "12 min late", 半小时后: no length of what was done. */
static gboolean
is_length (const CrmScan *scan, gsize start, gsize end)
{
  static const CrmScanWord behind[] = { { "ago", 0 }, { "later", 0 }, { "late", 0 }, { "early", 0 }, { "after", 0 }, { "before", 0 }, { "delay", 0 }, { "from", 0 }, { "away", 0 }, { "后", 0 }, { "之后", 0 }, { "以后", 0 }, { "前", 0 }, { "之前", 0 }, { "以前", 0 }, { "内", 0 }, { "之内", 0 }, { "以内", 0 }, { "一次", 0 }, { "车程", 0 }, { NULL } };
  static const struct
  {
    const char *word;
    gsize length;
  } before[] = { { "in", 2 }, { "within", 6 }, { "every", 5 }, { "per", 3 }, { "each", 4 }, { "after", 5 }, { "每", 1 }, { "每隔", 2 }, { "第", 1 }, { "过", 1 }, { "迟到", 2 }, { "晚了", 2 } };
  gsize position = end;

  crm_scan_skip_spaces (scan, &position);
  if (crm_scan_take_any (scan, &position, behind, NULL))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    if (ends_with_word (scan, start, before[i].word, before[i].length))
      return FALSE;
  return TRUE;
}

gboolean
crm_log_words_take_duration (const CrmScan *scan, gsize *at, int *minutes)
{
  gsize position = *at;
  gunichar first = scan->chars[position];

  if (first < 0x80 && !crm_scan_starts_word (scan, position))
    return FALSE;
  /* 十二分钟 is not read again from its second figure. */
  if (crm_scan_is_han (first) && position > 0)
    {
      gsize before = position - 1;
      gint64 ignored;

      if (crm_scan_take_han_number (scan, &before, &ignored) && before > position)
        return FALSE;
    }
  if (!crm_scan_take_any (scan, &position, fixed, minutes) && !take_counted (scan, &position, minutes))
    return FALSE;
  if (*minutes < 1 || *minutes > DAY_MINUTES || !is_length (scan, *at, position))
    return FALSE;
  if (crm_scan_is_word (scan->chars[position - 1]) && !crm_scan_ends_word (scan, position))
    return FALSE;
  *at = position;
  return TRUE;
}

void
crm_log_words_take_duration_tie (const CrmScan *scan, gsize *at)
{
  static const struct
  {
    const char *word;
    gsize length;
    gboolean may_end_word; /* 续约 is no "about" */
  } words[] = { { "for", 3 }, { "about", 5 }, { "用时", 2 }, { "历时", 2 }, { "时长", 2 }, { "用时约", 3 }, { "历时约", 3 }, { "大约", 2 }, { "聊了", 2 }, { "谈了", 2 }, { "打了", 2 }, { "开了", 2 }, { "约", 1, TRUE }, { "共", 1, TRUE } };

  for (int pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
      {
        gsize end = *at;

        if (!ends_with_word (scan, end, words[i].word, words[i].length))
          continue;
        while (end > 0 && scan->chars[end - 1] == ' ')
          end--;
        if (words[i].may_end_word && end > 1 && crm_scan_is_han (scan->chars[end - 2]))
          continue;
        *at = end - words[i].length;
        break;
      }
}
