/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a file of deals that hold a list. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-deal-list-cell.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/exchange/crm-column-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail (GError **error, const char *format, const char *text)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, format, text);
#pragma GCC diagnostic pop
  return FALSE;
}

/* ── moves ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_log_line (const CrmColumnStyle *style, const char *line, CrmDealDraft *draft, GError **error)
{
  const char *space = strchr (line, ' '), *open = g_strrstr (line, " (");
  g_autofree char *at = space != NULL ? g_strndup (line, (gsize)(space - line)) : NULL;
  g_autofree char *amount = open != NULL && g_str_has_suffix (open, ")") ? g_strndup (open + 2, strlen (open) - 3) : NULL;
  char *expected = amount != NULL ? strchr (amount, ';') : NULL;
  CrmDealDraftMove *move;
  CrmMoney money;
  gint64 moment;
  CrmDate date = CRM_DATE_NONE;

  if (expected != NULL)
    {
      *expected = '\0';
      if (!crm_date_parse (g_strstrip (expected + 1), style->date_order, style->this_year, &date, error))
        return FALSE;
    }
  if (at == NULL || amount == NULL || open <= space || !crm_date_time_parse (at, style->date_order, style->this_year, style->zone, &moment, NULL, NULL))
    return fail (error, _ ("“%s” is no move of a deal."), line);
  if (*amount != '\0' && !crm_money_parse (amount, style->currency, '.', &money, error))
    return FALSE;
  move = crm_deal_draft_add_move (draft);
  move->at = moment;
  move->stage = g_strndup (space + 1, (gsize)(open - space - 1));
  if (*amount != '\0')
    move->amount = crm_value_money (money);
  if (date != CRM_DATE_NONE)
    move->expected = crm_value_integer (date);
  return TRUE;
}

gboolean
crm_deal_list_cell_read_moves (const CrmColumnStyle *style, const char *text, CrmDealDraft *draft, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*g_strchomp (lines[i]) != '\0' && !read_log_line (style, lines[i], draft, error))
      return FALSE;
  draft->has_log = TRUE;
  return TRUE;
}

/* ── people ───────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_deal_list_cell_read_role (gboolean exact, const char *text, CrmDealDraftPerson *person, GError **error)
{
  const CrmField *field = &crm_kind_deal_person.fields[CRM_DEAL_PERSON_ROLE];
  const char *role = crm_column_choice_find (field, text);

  if (role == NULL && !exact)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no choice of “%s”."), text, crm_field_get_label (field));
      return FALSE;
    }
  g_set_str (&person->role, role != NULL ? role : text);
  return TRUE;
}

static gboolean
read_person (gboolean exact, const char *line, CrmDealDraft *draft, GError **error)
{
  const char *open = g_strrstr (line, "(");
  g_autofree char *role = open != NULL && g_str_has_suffix (line, ")") ? g_strndup (open + 1, strlen (open) - 2) : NULL;
  g_autofree char *name = role != NULL ? g_strndup (line, (gsize)(open - line)) : g_strdup (line);
  CrmDealDraftPerson *person;

  if (*g_strstrip (name) == '\0')
    return fail (error, _ ("“%s” is nobody’s name."), line);
  person = crm_deal_draft_add_person (draft);
  person->name = g_steal_pointer (&name);
  return role == NULL || *g_strstrip (role) == '\0' || crm_deal_list_cell_read_role (exact, role, person, error);
}

gboolean
crm_deal_list_cell_read_people (gboolean exact, const char *text, CrmDealDraft *draft, GError **error)
{
  g_auto (GStrv) lines = exact ? g_strsplit (text, "\n", -1) : g_strsplit_set (text, "\n;", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !read_person (exact, lines[i], draft, error))
      return FALSE;
  return TRUE;
}
