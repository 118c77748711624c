/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of links from other programs: what is understood, and what is refused. */

#include "config.h"

#include "app/desktop/crm-link.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <locale.h>

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"

static void
assert_text (const char *uri, CrmLinkType type, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmLink) link = crm_link_parse (uri, &error);

  g_assert_no_error (error);
  g_assert_cmpint (link->type, ==, type);
  g_assert_cmpstr (link->text, ==, text);
}

static void
assert_record (const char *uri, const CrmKind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmLink) link = crm_link_parse (uri, &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (link->type, ==, CRM_LINK_RECORD);
  g_assert_true (link->kind == kind);
  path = crm_link_dup_path (link->kind, &link->id);
  g_assert_true (g_str_has_suffix (path, "/" ID));
}

static void
test_calls (void)
{
  assert_text ("clientele:call?from=+8613800138000", CRM_LINK_CALL, "+8613800138000");
  assert_text ("clientele:call?from=%2B86%20138%200013%208000", CRM_LINK_CALL, "+86 138 0013 8000");
  assert_text ("clientele://call?line=2&from=95588", CRM_LINK_CALL, "95588");
  assert_text ("clientele://call/?from=(0379)6555-0131", CRM_LINK_CALL, "(0379)6555-0131");
  assert_text ("CLIENTELE:call?from=110", CRM_LINK_CALL, "110");
}

static void
test_records (void)
{
  assert_record ("clientele:customer/" ID, &crm_kind_customer);
  assert_record ("clientele:deal/" ID, &crm_kind_deal);
  assert_record ("clientele://customer/" ID, &crm_kind_customer);
}

static void
test_searches (void)
{
  assert_text ("clientele:today", CRM_LINK_TODAY, NULL);
  assert_text ("clientele:search?q=harbour", CRM_LINK_SEARCH, "harbour");
  assert_text ("clientele:search?q=old+harbour", CRM_LINK_SEARCH, "old harbour");
  assert_text ("clientele:search?q=%E5%BC%A0%E4%B8%89", CRM_LINK_SEARCH, "张三");
  assert_text ("clientele:search?q='%20OR%201=1;--", CRM_LINK_SEARCH, "' OR 1=1;--");
}

static void
test_invitations (void)
{
  assert_text ("clientele-join:https://office.example:8443", CRM_LINK_JOIN, "clientele-join:https://office.example:8443");
}

static void
test_hostile (void)
{
  static const char *const bad[] = {
    "clientele:",
    "clientele:?",
    "clientele:///",
    "clientele:call",
    "clientele:call?",
    "clientele:call?from=",
    "clientele:call?from=anonymous",
    "clientele:call?from=12",
    "clientele:call?from=%00123",
    "clientele:call?from=123%0A456",
    "clientele:call?from=1234567890123456789012345678901234567890123",
    "clientele:call?from=%FF%FE123",
    "clientele:call?from=<b>12345</b>",
    "clientele:customer",
    "clientele:customer/",
    "clientele:customer/../../etc/passwd",
    "clientele:customer/" ID "/delete",
    "clientele:customer/00000000-0000-0000-0000-000000000000",
    "clientele:cust/" ID,
    "clientele:task/" ID,
    "clientele:delete/" ID,
    "clientele:search",
    "clientele:search?q=",
    "clientele:search?q=%20%20",
    "clientele:search?q=a%0Ab",
    "clientele:search?x=a",
    "clientele:open?file=/etc/passwd",
    "clientele:quit",
    "clientele:call\n?from=12345",
    "clientele-join:",
    "clientele-join:file:///etc/passwd",
    "clientele-join:http://office.example",
    "clientele-joinhttps://office.example",
    "javascript:alert(1)",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmLink) link = crm_link_parse (bad[i], &error);

      if (link != NULL)
        g_error ("“%s” was understood", bad[i]);
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
      g_assert_cmpuint (strlen (error->message), >, 20);
    }
}

/* Whatever comes, it is understood or refused, and what is understood is plain text. */
static void
test_any_bytes (void)
{
  static const char *const heads[] = { "clientele:", "clientele:call?from=", "clientele:search?q=", "clientele:customer/", "clientele-join:", "" };
  guint understood = 0;

  for (guint i = 0; i < 20000; i++)
    {
      GString *uri = g_string_new (heads[i % G_N_ELEMENTS (heads)]);
      g_autoptr (CrmLink) link = NULL;
      g_autofree char *text = NULL;
      int n = g_test_rand_int_range (0, 24);

      while (n-- > 0)
        g_string_append_c (uri, (char)(g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (1, 256) : "0123456789%+/?&=#"[g_test_rand_int_range (0, 17)]));
      text = g_string_free_and_steal (uri);
      link = crm_link_parse (text, NULL);
      understood += link != NULL;
      if (link != NULL && link->text != NULL)
        g_assert_true (g_utf8_validate (link->text, -1, NULL) && strpbrk (link->text, "\n\r\t\x1b") == NULL);
    }
  g_assert_cmpuint (understood, >, 100);
}

static void
test_too_long (void)
{
  g_autofree char *words = g_strnfill (100000, 'a');
  g_autofree char *uri = g_strconcat ("clientele:search?q=", words, NULL);

  g_assert_null (crm_link_parse (uri, NULL));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/calls-are-understood", test_calls);
  g_test_add_func ("/link/records-are-understood", test_records);
  g_test_add_func ("/link/searches-are-understood", test_searches);
  g_test_add_func ("/link/invitations-are-understood", test_invitations);
  g_test_add_func ("/link/hostile-ones-are-refused", test_hostile);
  g_test_add_func ("/link/any-bytes-are-plain-text-or-refused", test_any_bytes);
  g_test_add_func ("/link/what-is-too-long-is-refused", test_too_long);
  return g_test_run ();
}
