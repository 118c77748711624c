/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today on paper. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/today/crm-today-sheet.h"

#include <glib/gi18n-lib.h>

static void
add_item (CrmSheet *sheet, CrmAgendaSection section, const CrmAgendaItem *item, const CrmTodayStyle *style)
{
  CrmTone tone;
  g_autofree char *when = crm_today_words_dup_when (section, item, style, &tone);
  g_autofree char *title = crm_today_words_dup_title (item);
  g_autofree char *about = crm_today_words_dup_subtitle (item, style);

  crm_sheet_add_row (sheet, (const char *const[]){ when, title, about, item->phone });
}

static void
add_section (CrmSheet *sheet, const CrmAgenda *agenda, CrmAgendaSection section, const CrmTodayStyle *style)
{
  const CrmSheetColumn columns[] = { { _ ("When"), 18 }, { _ ("What"), 34 }, { _ ("About"), 34 }, { _ ("Phone"), 18 } };
  GPtrArray *items = agenda->items[section];
  guint more = agenda->n_total[section] - items->len;
  g_autofree char *rest = NULL;

  if (items->len == 0)
    return;
  crm_sheet_add_heading (sheet, crm_today_words_get_heading (section));
  crm_sheet_begin_table (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < items->len; i++)
    add_item (sheet, section, items->pdata[i], style);
  if (more == 0)
    return;
  rest = g_strdup_printf (ngettext ("%'u more is not shown.", "%'u more are not shown.", more), more);
  crm_sheet_add_text (sheet, rest);
}

CrmSheet *
crm_today_sheet_new (const CrmAgenda *agenda, const CrmTodayStyle *style, const char *day)
{
  CrmSheet *sheet;
  guint n = 0;

  g_return_val_if_fail (agenda != NULL && style != NULL, NULL);

  sheet = crm_sheet_new (_ ("Today"), day);
  for (int i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    {
      add_section (sheet, agenda, (CrmAgendaSection)i, style);
      n += agenda->n_total[i];
    }
  if (n == 0)
    crm_sheet_add_text (sheet, _ ("No task is due today"));
  return sheet;
}
