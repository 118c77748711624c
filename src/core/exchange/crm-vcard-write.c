/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a business card as vCard 3.0 or 4.0. */

#include "core/exchange/crm-vcard.h"

#include <string.h>

/* RFC 2426 2.6 and RFC 6350 3.2: lines of at most 75 bytes, the break not counted. */
#define LINE 75

static void
append_folded (GString *text, const char *line)
{
  gsize room = LINE;

  while (strlen (line) > room)
    {
      gsize cut = room;

      while (cut > 0 && ((guint8)line[cut] & 0xc0) == 0x80)
        cut--;
      g_string_append_len (text, line, (gssize)cut);
      g_string_append (text, "\r\n ");
      line += cut;
      room = LINE - 1;
    }
  g_string_append (text, line);
  g_string_append (text, "\r\n");
}

/* RFC 6868: what a quoted parameter cannot hold is written with a caret. */
static void
append_param_value (GString *line, const char *value)
{
  gboolean quoted = strpbrk (value, ";:,") != NULL;

  if (quoted)
    g_string_append_c (line, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '^')
        g_string_append (line, "^^");
      else if (*p == '"')
        g_string_append (line, "^'");
      else if (*p == '\n')
        g_string_append (line, "^n");
      else if ((guint8)*p >= 0x20 || *p == '\t')
        g_string_append_c (line, *p);
    }
  if (quoted)
    g_string_append_c (line, '"');
}

static gboolean
is_about_form (const char *name)
{
  return strcmp (name, "ENCODING") == 0 || strcmp (name, "CHARSET") == 0 || strcmp (name, "MEDIATYPE") == 0;
}

/* 3.0 says "preferred" as a type, 4.0 as a parameter. */
static void
append_params (GString *line, const CrmVcardProperty *property, guint version)
{
  for (guint i = 0; i < property->params->len; i++)
    {
      const CrmVcardParam *param = property->params->pdata[i];
      gboolean preferred = (strcmp (param->name, "TYPE") == 0 && g_ascii_strcasecmp (param->value, "pref") == 0) || (strcmp (param->name, "PREF") == 0);

      if (is_about_form (param->name) || (property->data != NULL && strcmp (param->name, "TYPE") == 0))
        continue;
      if (preferred)
        {
          g_string_append (line, version == 40 ? ";PREF=1" : ";TYPE=pref");
          continue;
        }
      g_string_append_printf (line, ";%s=", param->name);
      append_param_value (line, param->value);
    }
}

static void
append_data (GString *line, const CrmVcardProperty *property, guint version)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (property->data, &length);
  g_autofree char *base64 = g_base64_encode (bytes, length);
  const char *media_type = crm_vcard_property_get_param (property, "MEDIATYPE");
  const char *type = crm_vcard_property_get_param (property, "TYPE");

  if (version == 40 && media_type != NULL)
    g_string_append_printf (line, ":data:%s;base64,%s", media_type, base64);
  else if (version == 40)
    g_string_append_printf (line, ":data:image/%s;base64,%s", type != NULL ? type : "jpeg", base64);
  else
    {
      const char *slash = media_type != NULL ? strchr (media_type, '/') : NULL;
      g_autofree char *upper = g_ascii_strup (slash != NULL ? slash + 1 : type != NULL ? type
                                                                                       : "jpeg",
                                              -1);

      g_string_append_printf (line, ";ENCODING=b;TYPE=%s:%s", upper, base64);
    }
}

static void
write_property (GString *text, const CrmVcardProperty *property, guint version)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (property->group != NULL)
    g_string_append_printf (line, "%s.", property->group);
  g_string_append (line, property->name);
  append_params (line, property, version);
  if (property->data != NULL)
    append_data (line, property, version);
  else
    {
      g_string_append_c (line, ':');
      /* A value read from quoted-printable may hold line breaks as they are. */
      for (const char *p = property->value; *p != '\0'; p++)
        if (*p == '\n')
          g_string_append (line, "\\n");
        else if (*p != '\r')
          g_string_append_c (line, *p);
    }
  append_folded (text, line->str);
}

static char *
dup_formatted_name (const CrmVcard *card)
{
  const CrmVcardProperty *source = crm_vcard_find (card, "N");
  g_auto (GStrv) parts = NULL;

  if (source == NULL)
    source = crm_vcard_find (card, "ORG");
  if (source == NULL)
    return g_strdup ("");
  parts = crm_vcard_property_dup_components (source);
  if (strcmp (source->name, "N") == 0 && parts[1] != NULL && *parts[1] != '\0')
    return *parts[0] != '\0' ? g_strdup_printf ("%s %s", parts[1], parts[0]) : g_strdup (parts[1]);
  return g_strdup (parts[0]);
}

void
crm_vcard_write (const CrmVcard *self, GString *text, guint version)
{
  g_return_if_fail (version == 30 || version == 40);

  g_string_append_printf (text, "BEGIN:VCARD\r\nVERSION:%s\r\n", version == 40 ? "4.0" : "3.0");
  if (crm_vcard_find (self, "FN") == NULL)
    {
      g_autoptr (CrmVcard) extra = crm_vcard_new ();
      g_autofree char *name = dup_formatted_name (self);

      crm_vcard_add (extra, "FN", *name != '\0' ? name : " ");
      write_property (text, extra->properties->pdata[0], version);
    }
  if (version == 30 && crm_vcard_find (self, "N") == NULL)
    g_string_append (text, "N:;;;;\r\n");
  for (guint i = 0; i < self->properties->len; i++)
    write_property (text, self->properties->pdata[i], version);
  g_string_append (text, "END:VCARD\r\n");
}
