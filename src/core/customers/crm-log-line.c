/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline's log bar: what a typed line says was done, with whom, when and how long, and what comes next. */

#include "core/customers/crm-log-line.h"

#include <string.h>

#include "core/base/crm-date-time.h"
#include "core/base/crm-when-repeat.h"
#include "core/base/crm-scan.h"
#include "core/base/crm-when.h"
#include "core/customers/crm-log-words.h"

/* The line under reading: what is used of it is left out of the subject. */
typedef struct
{
  const char *text;
  const CrmLogLineContext *context;
  CrmScan scan;
  GArray *mentions;
  char **names;
  guint8 *used;
} Reading;

static char **
dup_mention_texts (const char *text, const GArray *mentions)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < mentions->len; i++)
    {
      const CrmMention *mention = &g_array_index (mentions, CrmMention, i);

      g_strv_builder_take (builder, g_strndup (text + mention->start, mention->end - mention->start));
    }
  return g_strv_builder_end (builder);
}

static void
reading_init (Reading *reading, const char *text, const CrmLogLineContext *context)
{
  *reading = (Reading){ .text = text, .context = context };
  crm_scan_init (&reading->scan, text);
  reading->mentions = crm_mention_find (text, context->people, context->n_people);
  reading->names = dup_mention_texts (text, reading->mentions);
  reading->used = g_new0 (guint8, reading->scan.length + 1);
}

static void
reading_clear (Reading *reading)
{
  crm_scan_clear (&reading->scan);
  g_clear_pointer (&reading->mentions, g_array_unref);
  g_clear_pointer (&reading->names, g_strfreev);
  g_clear_pointer (&reading->used, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gsize
char_at_byte (const CrmScan *scan, gsize byte)
{
  gsize low = 0, high = scan->length;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (scan->offsets[middle] < byte)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
use (Reading *reading, gsize start, gsize end)
{
  memset (reading->used + start, 1, end - start);
}

static const CrmMention *
mention_at (const Reading *reading, gsize at)
{
  for (guint i = 0; i < reading->mentions->len; i++)
    {
      const CrmMention *mention = &g_array_index (reading->mentions, CrmMention, i);

      if (mention->start == reading->scan.offsets[at])
        return mention;
    }
  return NULL;
}

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == ',' || c == ';' || c == ':' || c == '-' || c == '.' || c == 0x3001 || c == 0x3002;
}

static void
skip_blank (const Reading *reading, gsize *at)
{
  while (is_blank (reading->scan.chars[*at]) || (reading->used[*at] && *at < reading->scan.length))
    (*at)++;
}

/* ── The date ───────────────────────────────────────────────────────────────────────────────── */

static CrmWhenContext
when_context (const Reading *reading, CrmWhenDirection direction)
{
  const CrmLogLineContext *context = reading->context;

  return (CrmWhenContext){
    .now_us = context->now_us,
    .zone = context->zone,
    .direction = direction,
    .first_weekday = context->first_weekday,
    .default_minute = context->default_minute,
    .names = (const char *const *)reading->names,
  };
}

static gboolean
is_task (const CrmLogLine *line)
{
  return g_str_equal (line->kind, "task");
}

/* Whether the moment has been: what was done cannot lie ahead. */
static gboolean
has_been (const Reading *reading, const CrmWhen *when)
{
  CrmDate today = crm_date_time_to_local (reading->context->now_us, reading->context->zone, NULL);

  return when->has_time ? when->time_us <= reading->context->now_us : when->date <= today;
}

/* "by friday" and 周五前 are deadlines, whatever has been done. */
static gboolean
is_deadline (const Reading *reading, const CrmWhen *when)
{
  static const CrmScanWord ties[] = { { "by", 0 }, { "until", 0 }, { "till", 0 }, { "before", 0 }, { "due", 0 }, { NULL } };
  gsize start = char_at_byte (&reading->scan, when->start), end = char_at_byte (&reading->scan, when->end);
  gsize at = start;

  if (crm_scan_take_any (&reading->scan, &at, ties, NULL))
    return TRUE;
  at = end - 1;
  return crm_scan_take (&reading->scan, &at, "前") && !has_been (reading, when);
}

static void
set_date (const Reading *reading, const CrmWhen *when, CrmLogLine *line)
{
  line->time_us = when->time_us;
  line->date = when->date;
  line->has_time = when->has_time;
  line->date_guessed = TRUE;
  /* "today" alone is now, in a log. */
  if (!when->has_time && !is_task (line) && when->date == crm_date_time_to_local (reading->context->now_us, reading->context->zone, NULL))
    line->time_us = reading->context->now_us;
}

/* Reads a date that stands at @at. */
static void
take_date (Reading *reading, gsize *at, CrmLogLine *line)
{
  CrmWhenContext context = when_context (reading, is_task (line) ? CRM_WHEN_PLAN : CRM_WHEN_LOG);
  gsize start = *at;
  CrmWhen when;

  skip_blank (reading, &start);
  if (line->date_guessed || !crm_when_find (reading->text, reading->scan.offsets[start], &context, &when))
    return;
  if (when.start != reading->scan.offsets[start])
    return;
  if (!is_task (line) && (!has_been (reading, &when) || is_deadline (reading, &when)))
    return;
  *at = char_at_byte (&reading->scan, when.end);
  use (reading, start, *at);
  set_date (reading, &when, line);
}

/* What is to be done may come back: that says when it is first, too. */
static void
take_repeat (Reading *reading, CrmLogLine *line)
{
  CrmWhenContext context = when_context (reading, CRM_WHEN_PLAN);
  CrmWhenRepeat found;

  if (!is_task (line) || !crm_when_find_repeat (reading->text, &context, &found))
    return;
  for (gsize i = 0; i < found.n_spans; i++)
    use (reading, char_at_byte (&reading->scan, found.spans[i].start), char_at_byte (&reading->scan, found.spans[i].end));
  line->repeat = crm_repeat_to_text (&found.repeat);
  set_date (reading, &found.first, line);
}

/* Reads a date at the end that is past even if the line is taken for a plan. */
static void
take_date_at_end (Reading *reading, CrmLogLine *line)
{
  CrmWhenContext log = when_context (reading, CRM_WHEN_LOG), plan = when_context (reading, CRM_WHEN_PLAN);
  CrmWhen when, planned;
  gsize from = 0;

  while (!line->date_guessed && crm_when_find (reading->text, from, &plan, &planned))
    {
      gsize at = char_at_byte (&reading->scan, planned.end);

      from = planned.end;
      skip_blank (reading, &at);
      if (at < reading->scan.length || reading->used[char_at_byte (&reading->scan, planned.start)] || is_deadline (reading, &planned))
        continue;
      if (!is_task (line) && !has_been (reading, &planned))
        continue;
      if (!is_task (line) && crm_when_find (reading->text, planned.start, &log, &when) && when.start == planned.start && when.end == planned.end)
        planned = when;
      use (reading, char_at_byte (&reading->scan, planned.start), char_at_byte (&reading->scan, planned.end));
      set_date (reading, &planned, line);
    }
}

/* ── The duration ───────────────────────────────────────────────────────────────────────────── */

static void
find_duration (Reading *reading, CrmLogLine *line)
{
  for (gsize start = 0; start < reading->scan.length; start++)
    {
      gsize first = start, end = start;
      int minutes;

      if (reading->used[start] || !crm_log_words_take_duration (&reading->scan, &end, &minutes) || memchr (reading->used + start, 1, end - start) != NULL)
        continue;
      crm_log_words_take_duration_tie (&reading->scan, &first);
      line->duration = minutes;
      use (reading, first, end);
      return;
    }
}

/* ── The kind and its people ────────────────────────────────────────────────────────────────── */

/* Reads people at @at, with what ties them to the kind and to each other. A possessive is not the person. */
static gboolean
take_people (Reading *reading, gsize *at)
{
  const CrmScan *scan = &reading->scan;
  gboolean any = FALSE;

  for (;;)
    {
      const CrmMention *mention;
      gsize start = *at, position = *at;

      crm_log_words_skip_ties (scan, &position);
      if ((mention = mention_at (reading, position)) == NULL)
        return any;
      position = char_at_byte (scan, mention->end);
      if (scan->chars[position] == '\'' || scan->chars[position] == 0x7684) /* 的 */
        return any;
      use (reading, start, position);
      *at = position;
      any = TRUE;
    }
}

/* A noun says a kind only with what it is about: "call with", "email: …", 电话单雄信. */
static gboolean
has_object (const Reading *reading, gsize at)
{
  gsize position = at;

  if (at == reading->scan.length || reading->scan.chars[at] == ':')
    return TRUE;
  if (crm_log_words_begins_object (&reading->scan, at))
    return TRUE;
  crm_log_words_skip_ties (&reading->scan, &position);
  return mention_at (reading, position) != NULL;
}

static gboolean
take_kind_word (Reading *reading, gsize *at, gboolean verbs_only, const char **kind)
{
  gsize start = *at, position;
  CrmLogWord word;

  skip_blank (reading, &start);
  position = start;
  if (!crm_log_words_take_kind (&reading->scan, &position, &word))
    return FALSE;
  if (!word.is_verb && (verbs_only || !has_object (reading, position)))
    return FALSE;
  *kind = word.kind;
  *at = position;
  use (reading, start, position);
  return TRUE;
}

/* "called Anna and Bo", 给单雄信打电话, "Anna called". */
static gboolean
take_kind (Reading *reading, gsize *at, const char **kind)
{
  g_autofree guint8 *before = g_memdup2 (reading->used, reading->scan.length + 1);
  gsize start = *at, position;

  skip_blank (reading, &start);
  position = start;
  crm_log_words_skip_pronoun (&reading->scan, &position);
  use (reading, start, position);
  if (take_kind_word (reading, &position, FALSE, kind))
    {
      take_people (reading, &position);
      *at = position;
      return TRUE;
    }
  if (take_people (reading, &position) && take_kind_word (reading, &position, TRUE, kind))
    {
      *at = position;
      return TRUE;
    }
  memcpy (reading->used, before, reading->scan.length + 1);
  return FALSE;
}

static void
set_kind (const Reading *reading, const char *found, CrmLogLine *line)
{
  if (reading->context->chosen_kind != NULL)
    {
      line->kind_guessed = g_str_equal (reading->context->chosen_kind, found);
      return;
    }
  line->kind = found;
  line->kind_guessed = TRUE;
}

/* ── The whole line ─────────────────────────────────────────────────────────────────────────── */

static char *
dup_subject (Reading *reading)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CrmWhenSpan));
  const CrmScan *scan = &reading->scan;
  gsize start = 0;

  /* "about" ties the subject to what has been taken from before it. */
  skip_blank (reading, &start);
  if (start > 0 && reading->used[0])
    {
      gsize end = start;

      crm_log_words_skip_about (scan, &end);
      use (reading, start, end);
    }
  for (gsize at = 0; at < scan->length; at++)
    {
      CrmWhenSpan span = { scan->offsets[at], 0 };

      if (!reading->used[at])
        continue;
      while (at < scan->length && reading->used[at])
        at++;
      span.end = scan->offsets[at];
      g_array_append_val (spans, span);
    }
  return crm_when_rest_of_spans (reading->text, (const CrmWhenSpan *)(gpointer)spans->data, spans->len);
}

static void
collect_people (const Reading *reading, CrmLogLine *line)
{
  for (guint i = 0; i < reading->mentions->len; i++)
    {
      gsize person = g_array_index (reading->mentions, CrmMention, i).person;
      gboolean known = FALSE;

      for (guint j = 0; j < line->people->len; j++)
        known = known || g_array_index (line->people, gsize, j) == person;
      if (!known)
        g_array_append_val (line->people, person);
    }
}

static void
parse_line (const char *text, const CrmLogLineContext *context, CrmLogLine *line)
{
  g_auto (Reading) reading = { 0 };
  const char *kind = NULL;
  guint8 *kept = NULL;
  gsize at = 0;

  reading_init (&reading, text, context);
  take_date (&reading, &at, line);
  kept = g_memdup2 (reading.used, reading.scan.length + 1);
  if (take_kind (&reading, &at, &kind))
    {
      set_kind (&reading, kind, line);
      /* The word of another kind than the chosen one is part of what happened. */
      if (!line->kind_guessed)
        memcpy (reading.used, kept, reading.scan.length + 1);
    }
  g_free (kept);
  take_repeat (&reading, line);
  take_date (&reading, &at, line);
  find_duration (&reading, line);
  take_date (&reading, &at, line);
  take_date_at_end (&reading, line);
  collect_people (&reading, line);
  line->subject = dup_subject (&reading);
}

static void
parse_next (const char *text, const CrmLogLineContext *context, CrmLogNext *next)
{
  g_auto (Reading) reading = { 0 };
  g_auto (CrmScan) scan = { 0 };
  CrmWhenContext plan;
  CrmWhenRepeat found = { 0 };
  CrmLogWord word;
  gsize at = 0;

  reading_init (&reading, text, context);
  plan = when_context (&reading, CRM_WHEN_PLAN);
  if (crm_when_find_repeat (text, &plan, &found))
    next->repeat = crm_repeat_to_text (&found.repeat);
  else if (crm_when_find (text, 0, &plan, &found.first))
    {
      found.n_spans = 1;
      found.spans[0] = (CrmWhenSpan){ found.first.start, found.first.end };
    }
  if (found.n_spans > 0)
    {
      next->time_us = found.first.time_us;
      next->date = found.first.date;
      next->has_time = found.first.has_time;
    }
  next->subject = crm_when_rest_of_spans (text, found.spans, found.n_spans);
  next->is_set = *next->subject != '\0' || next->date != CRM_DATE_NONE;
  crm_scan_init (&scan, next->subject);
  crm_log_words_skip_ties (&scan, &at);
  next->kind = crm_log_words_take_kind (&scan, &at, &word) ? word.kind : "task";
}

CrmLogLine *
crm_log_line_parse (const char *text, const char *next, const CrmLogLineContext *context)
{
  CrmLogLine *line;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (context != NULL && context->zone != NULL && context->default_kind != NULL, NULL);
  g_return_val_if_fail (context->people != NULL || context->n_people == 0, NULL);

  line = g_new0 (CrmLogLine, 1);
  line->kind = context->chosen_kind != NULL ? context->chosen_kind : context->default_kind;
  line->time_us = context->now_us;
  line->date = crm_date_time_to_local (context->now_us, context->zone, NULL);
  line->people = g_array_new (FALSE, FALSE, sizeof (gsize));
  parse_line (text, context, line);
  line->next.kind = "task";
  if (next != NULL)
    parse_next (next, context, &line->next);
  return line;
}

void
crm_log_line_free (CrmLogLine *line)
{
  if (line == NULL)
    return;
  g_clear_pointer (&line->people, g_array_unref);
  g_clear_pointer (&line->subject, g_free);
  g_clear_pointer (&line->repeat, g_free);
  g_clear_pointer (&line->next.repeat, g_free);
  g_clear_pointer (&line->next.subject, g_free);
  g_free (line);
}
