/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a name on a round picture. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-avatar.h"

/* AdwAvatar takes the first letter of the first word and of the last: a word a character makes it show the monogram. */
void
crm_avatar_set_name (AdwAvatar *avatar, const char *name, CrmNameKind kind)
{
  g_autofree char *monogram = name != NULL ? crm_text_monogram (name, kind) : g_strdup ("");
  const char *second = *monogram != '\0' ? g_utf8_next_char (monogram) : monogram;
  g_autofree char *words = NULL;

  g_return_if_fail (ADW_IS_AVATAR (avatar));

  words = *second != '\0' ? g_strdup_printf ("%.*s %s", (int)(second - monogram), monogram, second) : g_strdup (monogram);
  adw_avatar_set_text (avatar, words);
  adw_avatar_set_show_initials (avatar, *words != '\0');
}

GtkWidget *
crm_avatar_new (int size, const char *name, CrmNameKind kind)
{
  GtkWidget *avatar = adw_avatar_new (size, NULL, TRUE);

  crm_avatar_set_name (ADW_AVATAR (avatar), name, kind);
  return avatar;
}
