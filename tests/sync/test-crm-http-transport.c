/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/sync/http-fixture.h"

#include "core/customers/crm-attachment.h"
#include "core/store/crm-file-store.h"
#include "server/crm-server-certificate.h"
#include "sync/crm-event-stream.h"
#include "sync/crm-gzip.h"

/* ── addresses ────────────────────────────────────────────────────────────────────────────── */

#define PIN "da4e1fa564787a64b7284a0d11d8d781406659bcb8aecd1880c98f73be19bf08"

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *url;
    const char *pin;
  } samples[] = {
    { "office.example", "https://office.example/", NULL },
    { " https://office.example:8443 ", "https://office.example:8443/", NULL },
    { "HTTPS://office.example:8443/some/path", "https://office.example:8443/", NULL },
    { "clientele-join:https://[2001:db8::1]:8765#pin=" PIN, "https://[2001:db8::1]:8765/", PIN },
    { "clientele-join:https://office.example:8765#pin=" PIN "&later=1", "https://office.example:8765/", PIN },
    { "http://127.0.0.1:8765", "http://127.0.0.1:8765/", NULL },
    { "http://localhost:8765", "http://localhost:8765/", NULL },
    { "http://office.example", NULL, NULL },
    { "http://127.0.0.1.office.example", NULL, NULL },
    { "ftp://office.example", NULL, NULL },
    { "https://user:word@office.example", NULL, NULL },
    { "https://office.example#pin=12", NULL, NULL },
    { "https://", NULL, NULL },
    { "", NULL, NULL },
    { "https://office.example:99999", NULL, NULL },
    { "not an address at all", NULL, NULL },
    { "https://office%20example", NULL, NULL },
    { "https://BÜRO.example", "https://xn--bro-hoa.example/", NULL },
    { "https://xn--bro-hoa.example", "https://xn--bro-hoa.example/", NULL },
    { "HTTPS://Office.Example", "https://office.example/", NULL },
    { "\xff\xfe", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmServerAddress) address = crm_server_address_parse (samples[i].text, &error);

      g_assert_cmpstr (address != NULL ? address->url : NULL, ==, samples[i].url);
      g_assert_cmpstr (address != NULL ? address->pin : NULL, ==, samples[i].pin);
      if (samples[i].url == NULL)
        g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
}

static void
test_pins (void)
{
  g_autofree char *plain = crm_server_address_parse_pin (PIN);
  g_autofree char *colons = crm_server_address_parse_pin ("DA:4E:1F:A5 64787a64b7284a0d11d8d781406659bcb8aecd1880c98f73be19bf08");

  g_assert_cmpstr (plain, ==, PIN);
  g_assert_cmpstr (colons, ==, PIN);
  g_assert_null (crm_server_address_parse_pin (PIN "0"));
  g_assert_null (crm_server_address_parse_pin ("da4e"));
  g_assert_null (crm_server_address_parse_pin ("not a pin"));
}

/* ── events ───────────────────────────────────────────────────────────────────────────────── */

static void
on_event (gint64 seq, const char *scope, gpointer data)
{
  g_string_append_printf (data, "%" G_GINT64_FORMAT "@%s;", seq, scope);
}

/* Fed whole, and byte by byte. */
static char *
read_events (const char *text, gboolean *fits)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (CrmEventStream) one = crm_event_stream_new (on_event, whole);
  g_autoptr (CrmEventStream) other = crm_event_stream_new (on_event, bytes);

  *fits = crm_event_stream_feed (one, text, strlen (text));
  for (const char *p = text; *p != '\0'; p++)
    if (!crm_event_stream_feed (other, p, 1))
      g_assert_false (*fits);
  g_assert_cmpstr (whole->str, ==, bytes->str);
  return g_string_free (g_steal_pointer (&whole), FALSE);
}

static void
test_events (void)
{
  static const struct
  {
    const char *text;
    const char *events;
  } samples[] = {
    { "event: change\ndata: 7 everyone\n\n", "7@everyone;" },
    { "event:change\r\ndata:7 team:north\r\n\r\n: heartbeat\r\n\r\n", "7@team:north;" },
    { "event: change\rdata: 1 a\r\revent: change\rdata: 2 b\r\r", "1@a;2@b;" },
    { "data: 7 everyone\n\n", "" },
    { "event: other\ndata: 7 everyone\n\n", "" },
    { "event: change\ndata: 7\n\n", "" },
    { "event: change\ndata: -7 everyone\n\n", "" },
    { "event: change\ndata: 0 everyone\n\n", "" },
    { "event: change\ndata: 99999999999999999999 everyone\n\n", "" },
    { "event: change\ndata: 7 every one\n\n", "" },
    { "event: change\ndata: 7 \n\n", "" },
    { "event: change\ndata: 7 everyone\n", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      gboolean fits;
      g_autofree char *events = read_events (samples[i].text, &fits);

      g_assert_true (fits);
      g_assert_cmpstr (events, ==, samples[i].events);
    }
}

static void
test_events_refused (void)
{
  g_autofree char *line = g_strnfill (CRM_EVENT_LINE_MAX + 1, 'a');
  g_autoptr (GString) told = g_string_new (NULL);
  const char *const broken[] = { line, "\xff\n" };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (CrmEventStream) events = crm_event_stream_new (on_event, told);

      g_assert_false (crm_event_stream_feed (events, broken[i], strlen (broken[i])));
      g_assert_false (crm_event_stream_feed (events, "\nevent: change\ndata: 7 everyone\n\n", 33));
      g_assert_cmpstr (told->str, ==, "");
    }
  {
    g_autoptr (CrmEventStream) events = crm_event_stream_new (on_event, told);

    g_assert_false (crm_event_stream_feed (events, "event\0", 6));
  }
}

/* ── gzip ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_gzip (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GBytes) plain = g_bytes_new (text, 100000);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) packed = crm_gzip_pack (plain);
  g_autoptr (GBytes) packed_nothing = crm_gzip_pack (nothing);
  g_autoptr (GBytes) again = crm_gzip_unpack (packed, 100000, NULL);
  g_autoptr (GBytes) nothing_again = crm_gzip_unpack (packed_nothing, 10, NULL);
  g_autoptr (GByteArray) trailing = g_byte_array_new ();

  g_assert_cmpuint (g_bytes_get_size (packed), <, 1000);
  g_assert_true (g_bytes_equal (again, plain));
  g_assert_cmpuint (g_bytes_get_size (nothing_again), ==, 0);
  g_assert_null (crm_gzip_unpack (packed, 99999, NULL));
  g_assert_null (crm_gzip_unpack (plain, 100000, NULL));
  g_assert_null (crm_gzip_unpack (nothing, 100000, NULL));
  for (gsize length = 0; length < g_bytes_get_size (packed); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (packed, 0, length);

      g_assert_null (crm_gzip_unpack (cut, 100000, NULL));
    }
  g_byte_array_append (trailing, g_bytes_get_data (packed, NULL), (guint)g_bytes_get_size (packed));
  g_byte_array_append (trailing, (const guint8 *)"more", 4);
  {
    g_autoptr (GBytes) longer = g_bytes_new (trailing->data, trailing->len);

    g_assert_null (crm_gzip_unpack (longer, 100000, NULL));
  }
}

/* ── who answers ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  Office office;
  Desk a, b;
} Team;

static void
begin (Team *team, gconstpointer data)
{
  open_office (&team->office, CRM_SERVER_SHARING_EVERYONE);
  if (data != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GTlsDatabase) nobody = g_tls_file_database_new (team->office.folder->certificate, &error);

      /* Where the system has no authorities, asking for them is a warning. */
      g_assert_no_error (error);
      g_tls_backend_set_default_database (g_tls_backend_get_default (), nobody);
      team->office.certificate = g_tls_certificate_new_from_files (team->office.folder->certificate, team->office.folder->key, &error);
      g_assert_no_error (error);
    }
  start_office (&team->office);
  open_desk (&team->a);
  open_desk (&team->b);
}

static void
end (Team *team, gconstpointer data)
{
  close_desk (&team->a);
  close_desk (&team->b);
  close_office (&team->office);
}

/* Another server at the same place, with a certificate of its own. */
static void
change_certificate (Office *office)
{
  g_autoptr (GError) error = NULL;

  stop_office (office);
  g_assert_true (crm_server_certificate_make (office->folder->certificate, office->folder->key, &error));
  g_clear_object (&office->certificate);
  office->certificate = g_tls_certificate_new_from_files (office->folder->certificate, office->folder->key, &error);
  g_assert_no_error (error);
  start_office (office);
}

static CrmServerAddress *
address_with_pin (Office *office)
{
  CrmServerAddress *address = address_of (office);

  address->pin = crm_server_certificate_get_pin (office->certificate);
  return address;
}

static void
test_pin (Team *team, gconstpointer data)
{
  g_autoptr (CrmServerAddress) address = address_of (&team->office);
  g_autoptr (CrmServerAddress) seen = NULL;
  g_autoptr (CrmServerAddress) renewed = NULL;
  g_autofree char *pin = crm_server_certificate_get_pin (team->office.certificate);
  CrmId id = make_customer (&team->a.file, "Anna");

  await_ok (crm_sync_engine_load (team->a.engine));
  seen = await_boxed (crm_sync_engine_examine (team->a.engine, address));
  g_assert_cmpstr (seen->pin, ==, pin);
  crm_sync_outcome_free (await_boxed (crm_sync_engine_join (team->a.engine, seen, "anna", "a long password", NULL)));
  set_text (&team->a.file, &id, CRM_CUSTOMER_NAME, "Anne");
  change_certificate (&team->office);
  crm_sync_engine_disconnect (team->a.engine);
  await_ok (crm_sync_engine_load (team->a.engine));
  await_error (crm_sync_engine_sync_now (team->a.engine), CRM_ERROR, CRM_ERROR_UNTRUSTED);
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_STOPPED);
  await_error (crm_sync_engine_examine (team->a.engine, seen), CRM_ERROR, CRM_ERROR_UNTRUSTED);
  renewed = address_with_pin (&team->office);
  await_ok (crm_sync_engine_trust (team->a.engine, renewed));
  sync_desk (&team->a);
  g_assert_cmpuint (crm_sync_engine_get_waiting (team->a.engine), ==, 0);
}

static void
test_wrong_pin (Team *team, gconstpointer data)
{
  g_autoptr (CrmServerAddress) address = address_of (&team->office);

  await_ok (crm_sync_engine_load (team->a.engine));
  address->pin = g_strdup (PIN);
  await_error (crm_sync_engine_join (team->a.engine, address, "anna", "a long password", NULL), CRM_ERROR, CRM_ERROR_UNTRUSTED);
  /* A file of certificates that is not there vouches for nothing. */
  g_clear_pointer (&address->pin, g_free);
  address->ca_file = g_strdup ("/nowhere/certificates.pem");
  await_error (crm_sync_engine_join (team->a.engine, address, "anna", "a long password", NULL), CRM_ERROR, CRM_ERROR_UNTRUSTED);
  g_assert_false (crm_sync_engine_is_joined (team->a.engine));
}

/* ── files ────────────────────────────────────────────────────────────────────────────────── */

static char *
keep_file (Team *team, const CrmId *customer, gsize length)
{
  g_autofree char *path = g_build_filename (team->a.file.folder, "contract.pdf", NULL);
  g_autofree char *bytes = g_malloc (length + 1);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autoptr (CrmAttachmentReport) report = NULL;

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char)(i * 2654435761u >> 13);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)length, NULL));
  g_ptr_array_add (files, g_file_new_for_path (path));
  report = await_boxed (crm_attachment_add (team->a.file.store, customer, NULL, files, transfer));
  g_assert_cmpuint (report->n_added, ==, 1);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, length);
}

static gboolean
has_file (Desk *desk, const char *hash)
{
  g_autofree char *folder = crm_file_store_dup_folder (desk->file.path);

  return crm_file_store_verify (folder, hash, "contract.pdf", NULL, NULL);
}

/* Of several parts, and on both sides by itself, some time after its record. */
static void
test_files (Team *team, gconstpointer data)
{
  CrmId id = make_customer (&team->a.file, "Anna");
  g_autofree char *hash = keep_file (team, &id, CRM_BLOB_PART + 4321);

  join (&team->a, &team->office, "anna");
  wait_until (!team->a.engine->carrying);
  join (&team->b, &team->office, "ben");
  g_assert_false (has_file (&team->b, hash) && !team->b.engine->carrying);
  wait_until (!team->b.engine->carrying);
  g_assert_true (has_file (&team->b, hash));
  await_ok (crm_sync_engine_fetch_file (team->b.engine, hash));
  await_error (crm_sync_engine_fetch_file (team->b.engine, PIN), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/sync/http/addresses", test_addresses);
  g_test_add_func ("/sync/http/pins", test_pins);
  g_test_add_func ("/sync/http/events", test_events);
  g_test_add_func ("/sync/http/events-refused", test_events_refused);
  g_test_add_func ("/sync/http/gzip-keeps-its-limits", test_gzip);
  g_test_add ("/sync/http/certificate-that-changes-stops-it", Team, GINT_TO_POINTER (TRUE), begin, test_pin, end);
  g_test_add ("/sync/http/wrong-pin-is-not-joined", Team, GINT_TO_POINTER (TRUE), begin, test_wrong_pin, end);
  g_test_add ("/sync/http/files-go-along", Team, NULL, begin, test_files, end);
  return g_test_run ();
}
