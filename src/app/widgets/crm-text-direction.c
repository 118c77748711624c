/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/crm-text-direction.h"

#define LEFT_TO_RIGHT_MARK "\u200E"

static gboolean
has_letter (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

char *
crm_text_direction_dup_shown (GtkWidget *widget, const char *text)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget) && text != NULL, NULL);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && *text != '\0' && !has_letter (text))
    return g_strconcat (text, LEFT_TO_RIGHT_MARK, NULL);
  return g_strdup (text);
}
