/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files that came from anywhere, made fit to be shown and written. */

#include "config.h"

#include "core/base/crm-file-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is longer is no ending but a sentence with a point in it. */
#define ENDING_MAX 16

static gboolean
turns_letters_round (gunichar letter)
{
  return (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
}

static void
append_clean (GString *clean, gunichar letter)
{
  if (letter == '/')
    g_string_append_c (clean, '_');
  else if (g_unichar_isspace (letter) || letter == 0x2028 || letter == 0x2029)
    g_string_append_c (clean, ' ');
  else if (!g_unichar_iscntrl (letter) && !turns_letters_round (letter))
    g_string_append_unichar (clean, letter);
}

const char *
crm_file_name_get_ending (const char *name)
{
  const char *point = strrchr (name, '.'), *end = name + strlen (name);

  if (point == NULL || point == name || end - point > ENDING_MAX || strchr (point, ' ') != NULL)
    return end;
  return point;
}

static char *
shorten (const char *name)
{
  const char *ending = crm_file_name_get_ending (name);
  gsize room = CRM_FILE_NAME_MAX - strlen (ending);
  const char *end = name + MIN ((gsize)(ending - name), room);

  /* Not through the middle of a letter. */
  while (end > name && ((guchar)*end & 0xc0) == 0x80)
    end--;
  return g_strdup_printf ("%.*s%s", (int)(end - name), name, ending);
}

char *
crm_file_name_clean (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    append_clean (clean, g_utf8_get_char (at));
  g_strstrip (clean->str);
  if (clean->str[0] == '\0' || g_str_equal (clean->str, ".") || g_str_equal (clean->str, ".."))
    /* Translators: the name of a file that came without one. */
    return g_strdup (C_ ("name", "File"));
  return strlen (clean->str) > CRM_FILE_NAME_MAX ? shorten (clean->str) : g_strdup (clean->str);
}
