/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server under the load of whole teams: bench-load PROGRAM [SECONDS]. 20 teams of 10 devices, each of which makes 10 changes a second, a push of its own
   for each, listens, and reads what it hears of. One thread plays them all without building anything of what it reads, so that the figures are the server's. */

#include "server/crm-server-accounts.h"
#include "server/crm-server-folder.h"
#include "server/crm-server-password.h"
#include "server/crm-server-sqlite.h"
#include "sync/crm-gzip.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_TEAMS     20
#define N_MATES     10
#define N_DEVICES   (N_TEAMS * N_MATES)
#define N_CUSTOMERS 20 /* of each device, changed in turn */
#define EVERY       (G_USEC_PER_SEC / 10)
#define SECONDS     20
/* How long the last changes may take to arrive before they count as lost. */
#define PATIENCE (20 * G_USEC_PER_SEC)
#define PAGE_MAX (8 * 1024 * 1024)
#define SEED     20
#define PREFIX   "\"customer\",\"01890000-0000-7000-8000-"

typedef enum
{
  AT_REST,
  PUSHES,
  READS
} Doing;

typedef struct Device Device;

/* A connection; what came on it is read as soon as it is whole. */
typedef struct
{
  Device *device;
  int fd;
  gboolean listens;
  GByteArray *came;
} Line;

struct Device
{
  guint team;
  guint mate;
  char *token;
  char *workspace;
  Line calls;
  Line events;
  Doing doing;
  gboolean heard;
  char cursor[64];
  GArray *made;         /* gint64: when each change was made */
  guint n_sent;         /* changes that were pushed */
  guint n_acknowledged; /* of those */
  guint *seen[N_MATES]; /* the last change seen of each customer of each mate, from 1; 0 for none */
  guint n_reads;
};

typedef struct
{
  GPid pid;
  guint port;
  char *database;
} Server;

static Device devices[N_DEVICES];
static GArray *delays; /* guint, microseconds */
static int poll_fd;
static guint64 n_hints, n_bytes;

static void
check (gboolean ok, const char *what)
{
  if (!ok)
    g_error ("%s: %s", what, g_strerror (errno));
}

/* ── the server ───────────────────────────────────────────────────────────────────────────── */

/* Signing in is made slow on purpose and is measured elsewhere: the tokens are made in the server's own file before it starts. */
static void
add_team (CrmServerSqlite *sqlite, guint team, const char *password, gint64 now)
{
  CrmId workspace = crm_server_random_id (), epoch = crm_server_random_id ();
  g_autofree char *office = g_strdup_printf ("Team %u", team);
  g_autoptr (GError) error = NULL;

  crm_server_sqlite_add_workspace (sqlite, &workspace, office, &epoch, CRM_SERVER_SHARING_EVERYONE, &error);
  g_assert_no_error (error);
  for (guint mate = 0; mate < N_MATES; mate++)
    {
      Device *device = &devices[team * N_MATES + mate];
      g_autofree char *name = g_strdup_printf ("mate %u of %u", mate, team);
      CrmServerAccount account = { 0 };
      g_auto (CrmServerSession) session = { 0 };
      CrmId user;

      crm_server_account_add (CRM_SERVER_STORAGE (sqlite), &workspace, name, CRM_SERVER_ROLE_MEMBER, NULL, password, &user, &error);
      g_assert_no_error (error);
      g_assert_cmpint (crm_server_storage_read_account (CRM_SERVER_STORAGE (sqlite), NULL, &user, &account, &error), ==, 1);
      device->team = team;
      device->mate = mate;
      device->workspace = crm_id_to_string (&workspace);
      device->token = crm_server_sign_in (CRM_SERVER_STORAGE (sqlite), &account, NULL, name, now, &session, &error);
      g_assert_no_error (error);
      crm_server_account_clear (&account);
    }
}

static void
make_folder (const char *path, Server *server)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (path);
  g_autoptr (CrmServerSqlite) sqlite = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = crm_server_password_hash ("correct horse", &error);

  crm_server_folder_create (folder, "Office", CRM_SERVER_SHARING_EVERYONE, NULL, NULL, &error);
  g_assert_no_error (error);
  sqlite = crm_server_sqlite_open (folder->database, &error);
  g_assert_no_error (error);
  crm_server_storage_begin_group (CRM_SERVER_STORAGE (sqlite), &error);
  for (guint team = 0; team < N_TEAMS; team++)
    add_team (sqlite, team, password, g_get_real_time ());
  crm_server_storage_end_group (CRM_SERVER_STORAGE (sqlite), &error);
  g_assert_no_error (error);
  server->database = g_strdup (folder->database);
}

static void
start (const char *program, const char *path, Server *server)
{
  const char *arguments[] = { program, "serve", path, "--listen", "127.0.0.1:0", "--no-tls", NULL };
  g_autoptr (GError) error = NULL;
  char text[256] = { 0 };
  int out;

  g_spawn_async_with_pipes (NULL, (char **)arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &server->pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  check (read (out, text, sizeof text - 1) > 0 && strrchr (text, ':') != NULL, "the server does not start");
  server->port = (guint)atoi (strrchr (strtok (text, "\n"), ':') + 1);
}

static double
read_processor (const Server *server)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", server->pid), *text = NULL;
  unsigned long user, system;

  check (g_file_get_contents (path, &text, NULL, NULL) && sscanf (strrchr (text, ')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) == 2, path);
  return (double)(user + system) / (double)sysconf (_SC_CLK_TCK);
}

static guint
read_memory (const Server *server)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", server->pid), *text = NULL;

  check (g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "VmHWM:") != NULL, path);
  return (guint)(strtoul (strstr (text, "VmHWM:") + 6, NULL, 10) / 1024);
}

/* ── what is sent ─────────────────────────────────────────────────────────────────────────── */

static void
send_all (Line *line, const char *bytes, gsize length)
{
  n_bytes += length;
  while (length > 0)
    {
      ssize_t sent = send (line->fd, bytes, length, MSG_NOSIGNAL);

      check (sent > 0, "the server took nothing more");
      bytes += sent;
      length -= (gsize)sent;
    }
}

static void
ask (Device *device, Line *line, const char *method, const char *path, const GString *body)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "%s /v1/%s/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nAccept-Encoding: gzip\r\n", method, device->workspace, path, device->token);
  if (body != NULL)
    g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n", body->len);
  g_string_append (text, "\r\n");
  if (body != NULL)
    g_string_append_len (text, body->str, (gssize)body->len);
  send_all (line, text->str, text->len);
}

/* Whole records as clients send them, of which one field was changed since. */
static void
push (Device *device)
{
  guint number = ++device->n_sent, customer = (number - 1) % N_CUSTOMERS, node = 1000 + device->team * N_MATES + device->mate;
  gint64 born = g_array_index (device->made, gint64, customer) / 1000, now = g_array_index (device->made, gint64, number - 1) / 1000;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *hash = NULL;

  g_string_printf (body, "[\"push\",\"%012x\",%u]\n[" PREFIX "%06x%06x\",\"%012" G_GINT64_MODIFIER "x%04x%012x\",", node, number, device->mate, customer, born, customer, node);
  g_string_append (body, "{\"name\":\"Orchard Paper\",\"short_name\":\"Orchard\",\"industry\":\"Printing\",\"address\":\"12 Mill Lane\",\"postal_code\":\"200040\",\"website\":\"orchard.example\",\"region\":\"East\"},");
  g_string_append_printf (body, "{\"city\":[\"%u\",\"%012" G_GINT64_MODIFIER "x%04x%012x\"]}]\n{\"end\":1,\"count\":2", number, now, N_CUSTOMERS + number % 1000, node);
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)body->str, body->len);
  g_string_append_printf (body, ",\"sha256\":\"%s\"}\n", hash);
  device->doing = PUSHES;
  ask (device, &device->calls, "POST", "push", body);
}

static void
pull (Device *device)
{
  g_autofree char *path = g_strdup_printf ("changes?scope=everyone&cursor=%s", device->cursor);

  device->doing = READS;
  device->heard = FALSE;
  device->n_reads++;
  ask (device, &device->calls, "GET", path, NULL);
}

/* As a client does: a push, then what the others did, then the next. */
static void
go_on (Device *device, gboolean pushed)
{
  if (device->doing != AT_REST)
    return;
  if (device->heard && (pushed || device->n_sent == device->made->len))
    pull (device);
  else if (device->n_sent < device->made->len)
    push (device);
  else if (device->heard)
    pull (device);
}

/* ── what comes ───────────────────────────────────────────────────────────────────────────── */

static Device *
find_mate (const Device *device, guint mate)
{
  return &devices[device->team * N_MATES + mate];
}

/* A customer that holds its author's change N stands for those before it as well. */
static void
see (Device *device, guint mate, guint customer, guint number, gint64 now)
{
  const Device *author = find_mate (device, mate);
  guint *seen = &device->seen[mate][customer];

  g_assert_cmpuint (number, <=, author->n_sent);
  for (guint next = *seen == 0 ? customer + 1 : *seen + N_CUSTOMERS; next <= number; next += N_CUSTOMERS)
    {
      guint delay = (guint)(now - g_array_index (author->made, gint64, next - 1));

      if (author != device)
        g_array_append_val (delays, delay);
      *seen = next;
    }
}

static void
read_page (Device *device, const char *text, gsize length)
{
  gint64 now = g_get_real_time ();
  const char *end = text + length;

  for (const char *at = text; (at = memmem (at, (gsize)(end - at), PREFIX, strlen (PREFIX))) != NULL;)
    {
      guint mate = 0, customer = 0, number = 0;

      at += strlen (PREFIX);
      check (sscanf (at, "%6x%6x", &mate, &customer) == 2 && mate < N_MATES && customer < N_CUSTOMERS, "a page has a strange customer");
      at = memmem (at, (gsize)(end - at), "{\"city\":[\"", 10);
      check (at != NULL && (number = (guint)atoi (at + 10)) > 0, "a customer has no city");
      see (device, mate, customer, number, now);
    }
  {
    const char *next = g_strrstr_len (text, (gssize)length, "\"next\":\"");

    check (next != NULL, "a page has no end");
    g_strlcpy (device->cursor, next + 8, MIN (sizeof device->cursor, strcspn (next + 8, "\"") + 1));
    if (strstr (next, "\"more\":1") != NULL)
      device->heard = TRUE;
  }
}

static void
take_answer (Device *device, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  gboolean pushed = device->doing == PUSHES;

  if (pushed)
    {
      check (g_str_has_prefix (text, "[\"ok\"]"), text);
      device->n_acknowledged++;
    }
  else
    read_page (device, text, length);
  device->doing = AT_REST;
  go_on (device, pushed);
}

static gboolean
has_header (const GByteArray *came, const char *end, const char *header)
{
  return memmem (came->data, (gsize)(end - (const char *)came->data), header, strlen (header)) != NULL;
}

static void
read_answer (Line *line)
{
  const char *data = (const char *)line->came->data, *end = memmem (data, line->came->len, "\r\n\r\n", 4), *length;
  g_autoptr (GBytes) raw = NULL, body = NULL;
  gsize size;

  if (end == NULL)
    return;
  length = memmem (data, (gsize)(end - data), "Content-Length: ", 16);
  check (g_str_has_prefix (data, "HTTP/1.1 200") && length != NULL, data);
  size = strtoul (length + 16, NULL, 10);
  if (line->came->len < (gsize)(end + 4 - data) + size)
    return;
  raw = g_bytes_new (end + 4, size);
  body = has_header (line->came, end, "Content-Encoding: gzip") ? crm_gzip_unpack (raw, PAGE_MAX, NULL) : g_bytes_ref (raw);
  check (body != NULL, "an answer cannot be unpacked");
  g_byte_array_set_size (line->came, 0);
  {
    g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    g_autoptr (GBytes) closed = g_bytes_new_static (text, g_bytes_get_size (body));

    take_answer (line->device, closed);
  }
}

static void
read_hints (Line *line)
{
  const char *at = (const char *)line->came->data, *end = at + line->came->len, *last = NULL;

  while ((at = memmem (at, (gsize)(end - at), "\ndata: ", 7)) != NULL)
    {
      last = at += 7;
      n_hints++;
      line->device->heard = TRUE;
    }
  if (last != NULL)
    g_byte_array_remove_range (line->came, 0, (guint)(last - (const char *)line->came->data));
  go_on (line->device, FALSE);
}

static void
on_readable (Line *line)
{
  guint8 bytes[65536];
  ssize_t n;

  while ((n = recv (line->fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
    {
      n_bytes += (gsize)n;
      g_byte_array_append (line->came, bytes, (guint)n);
      if ((gsize)n < sizeof bytes)
        break;
    }
  check (n != 0 && (n > 0 || errno == EAGAIN), "a connection ended");
  if (line->listens)
    read_hints (line);
  else
    read_answer (line);
}

/* ── the run ──────────────────────────────────────────────────────────────────────────────── */

/* Each team comes from an address of its own, as offices do. */
static void
open_line (Device *device, Line *line, gboolean listens, guint port)
{
  struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (0x7f000101 + device->team) };
  struct sockaddr_in there = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK), .sin_port = htons ((guint16)port) };
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = line };
  int yes = 1;

  line->device = device;
  line->listens = listens;
  line->came = g_byte_array_new ();
  line->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check (line->fd >= 0 && bind (line->fd, (struct sockaddr *)&here, sizeof here) == 0 && connect (line->fd, (struct sockaddr *)&there, sizeof there) == 0, "no connection");
  setsockopt (line->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  check (epoll_ctl (poll_fd, EPOLL_CTL_ADD, line->fd, &event) == 0, "no epoll");
}

static void
open_device (Device *device, guint port)
{
  device->made = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint mate = 0; mate < N_MATES; mate++)
    device->seen[mate] = g_new0 (guint, N_CUSTOMERS);
  open_line (device, &device->calls, FALSE, port);
  open_line (device, &device->events, TRUE, port);
  ask (device, &device->events, "GET", "events", NULL);
}

static void
wait_for_bytes (int milliseconds)
{
  struct epoll_event events[64];
  int n = epoll_wait (poll_fd, events, G_N_ELEMENTS (events), milliseconds);

  for (int i = 0; i < n; i++)
    on_readable (events[i].data.ptr);
}

typedef struct
{
  gint64 at;
  guint device;
} Due;

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const Due *x = a, *y = b;

  return x->at < y->at ? -1 : x->at > y->at;
}

/* Within each tenth of a second every device makes its change at a moment of its own. */
static void
choose_moments (GRand *random, Due *due, gint64 from)
{
  for (guint i = 0; i < N_DEVICES; i++)
    due[i] = (Due){ from + g_rand_int_range (random, 0, EVERY), i };
  qsort (due, N_DEVICES, sizeof *due, compare_due);
}

static void
make_changes (guint seconds)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  gint64 began = g_get_real_time ();
  Due due[N_DEVICES];

  for (guint tenth = 0; tenth < seconds * G_USEC_PER_SEC / EVERY; tenth++)
    {
      choose_moments (random, due, began + (gint64)tenth * EVERY);
      for (guint i = 0; i < N_DEVICES;)
        {
          gint64 left = due[i].at - g_get_real_time ();

          if (left > 0)
            {
              wait_for_bytes ((int)(left / 1000));
              continue;
            }
          g_array_append_val (devices[due[i].device].made, due[i].at);
          go_on (&devices[due[i].device], FALSE);
          i++;
        }
    }
}

static guint64
count_missing (void)
{
  guint64 n = 0;

  for (guint i = 0; i < N_DEVICES; i++)
    for (guint mate = 0; mate < N_MATES; mate++)
      {
        guint total = find_mate (&devices[i], mate)->made->len;

        for (guint customer = 0; customer < MIN (total, N_CUSTOMERS); customer++)
          n += (total - 1 - customer) / N_CUSTOMERS + 1 - (devices[i].seen[mate][customer] + N_CUSTOMERS - 1 - customer) / N_CUSTOMERS;
      }
  return n;
}

static void
wait_for_the_last (void)
{
  gint64 began = g_get_monotonic_time ();

  while (count_missing () > 0 && g_get_monotonic_time () < began + PATIENCE)
    for (guint i = 0; i < 10; i++)
      wait_for_bytes (10);
}

/* What the server has on record of changes: one row each. */
static gint64
count_recorded (const Server *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmServerSqlite) sqlite = crm_server_sqlite_open (server->database, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  crm_connection_read_integer (crm_server_sqlite_get_connection (sqlite), "SELECT count(*) FROM audit WHERE outcome = 0", &n, &error);
  g_assert_no_error (error);
  return n;
}

static int
compare_delays (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;

  return x < y ? -1 : x > y;
}

static double
find_delay (double part)
{
  return delays->len == 0 ? 0 : g_array_index (delays, guint, (guint)(part * (delays->len - 1))) / 1000.0;
}

static double
read_own_processor (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
remove_folder (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      remove_folder (inside);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_remove (path);
}

static gboolean
report (const Server *server, guint seconds, double taken, double busy, double own, guint memory)
{
  guint64 made = 0, acknowledged = 0, reads = 0, missing = count_missing ();
  gint64 recorded = count_recorded (server);

  for (guint i = 0; i < N_DEVICES; i++)
    {
      made += devices[i].made->len;
      acknowledged += devices[i].n_acknowledged;
      reads += devices[i].n_reads;
    }
  g_array_sort (delays, compare_delays);
  g_print ("%u teams of %u devices, %u changes a second each, for %u s; seed %u\n", N_TEAMS, N_MATES, (guint)(G_USEC_PER_SEC / EVERY), seconds, SEED);
  g_print ("made and read by a teammate   median %.1f ms, 95 of 100 within %.1f ms, 99 of 100 within %.1f ms, the last after %.1f ms\n", find_delay (0.5), find_delay (0.95), find_delay (0.99), find_delay (1));
  g_print ("changes                       %" G_GUINT64_FORMAT " made, %" G_GUINT64_FORMAT " acknowledged, %" G_GINT64_FORMAT " on the server's record, %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " arrivals missing\n", made, acknowledged, recorded, missing, made * N_MATES);
  g_print ("a second                      %.0f pushes, %.0f reads, %.0f hints, %.1f MB\n", (double)made / taken, (double)reads / taken, (double)n_hints / taken, (double)n_bytes / taken / 1e6);
  g_print ("processors                    the server %.0f %% of one, the devices %.0f %%; the server's memory %u MB at the most\n", busy * 100 / taken, own * 100 / taken, memory);
  return missing == 0 && acknowledged == made && (guint64)recorded == made;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-load-XXXXXX", NULL), *path = g_build_filename (folder, "server", NULL);
  guint seconds = argc > 2 ? (guint)atoi (argv[2]) : SECONDS, memory;
  Server server = { 0 };
  double busy, own, taken;
  gint64 began;
  gboolean ok;

  if (argc < 2 || seconds == 0)
    return 2;
  delays = g_array_new (FALSE, FALSE, sizeof (guint));
  poll_fd = epoll_create1 (EPOLL_CLOEXEC);
  make_folder (path, &server);
  start (argv[1], path, &server);
  for (guint i = 0; i < N_DEVICES; i++)
    open_device (&devices[i], server.port);
  for (guint i = 0; i < 20; i++)
    wait_for_bytes (20);
  busy = read_processor (&server);
  own = read_own_processor ();
  began = g_get_monotonic_time ();
  make_changes (seconds);
  wait_for_the_last ();
  taken = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  busy = read_processor (&server) - busy;
  own = read_own_processor () - own;
  memory = read_memory (&server);
  kill (server.pid, SIGTERM);
  while (waitpid (server.pid, NULL, 0) < 0 && errno == EINTR)
    ;
  ok = report (&server, seconds, taken, busy, own, memory);
  remove_folder (folder);
  return ok ? 0 : 1;
}
