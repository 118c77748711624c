/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long before a task's time somebody is reminded of it, as choices. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-task-lead.h"

#include <glib/gi18n-lib.h>

static const struct
{
  int minutes;
  const char *label;
} leads[] = {
  { 0, N_ ("When It Is Due") },
  { 10, N_ ("10 Minutes Before") },
  { 30, N_ ("30 Minutes Before") },
  { 60, N_ ("1 Hour Before") },
  { 120, N_ ("2 Hours Before") },
  { 24 * 60, N_ ("1 Day Before") },
};

GListModel *
crm_task_lead_new_model (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    gtk_string_list_append (list, _ (leads[i].label));
  return G_LIST_MODEL (list);
}

int
crm_task_lead_get_minutes (guint index)
{
  return index < G_N_ELEMENTS (leads) ? leads[index].minutes : 0;
}

guint
crm_task_lead_find (gint64 minutes)
{
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (minutes >= leads[i].minutes)
      found = i;
  return found;
}
