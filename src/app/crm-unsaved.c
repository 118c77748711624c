/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knows whether a dialog holds something that would be lost with it. */

#define G_LOG_DOMAIN "crm-app"

#include "app/crm-unsaved.h"

#define KEY "crm-unsaved"

static void
add_text (GtkWidget *widget, GString *text)
{
  if (GTK_IS_TEXT (widget))
    {
      g_string_append (text, gtk_editable_get_text (GTK_EDITABLE (widget)));
    }
  else if (GTK_IS_TEXT_VIEW (widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      GtkTextIter start, end;
      g_autofree char *all = NULL;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      all = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
      g_string_append (text, all);
    }
  else
    return;
  /* "a" and "b" beside each other are not "ab". An entry that came, and is empty, is nothing. */
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
}

static void
collect (GtkWidget *widget, GString *text)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    return;
  add_text (widget, text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

static char *
dup_text (AdwDialog *dialog)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect (GTK_WIDGET (dialog), text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

void
crm_unsaved_remember (AdwDialog *dialog)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));

  if (g_object_get_data (G_OBJECT (dialog), KEY) == NULL)
    g_object_set_data_full (G_OBJECT (dialog), KEY, dup_text (dialog), g_free);
}

gboolean
crm_unsaved_is_there (AdwDialog *dialog)
{
  const char *before;
  g_autofree char *now = NULL;

  g_return_val_if_fail (ADW_IS_DIALOG (dialog), FALSE);

  before = g_object_get_data (G_OBJECT (dialog), KEY);
  if (!adw_dialog_get_can_close (dialog))
    return TRUE;
  now = dup_text (dialog);
  return before != NULL && strcmp (before, now) != 0;
}
