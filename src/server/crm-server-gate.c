/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of the server: how many may stand in it, and how long they may take. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-gate.h"

#include <string.h>

#define VISIT_KEY   "crm-server-visit"
#define BUCKETS_MAX 20000

const CrmServerLimits crm_server_limits_usual = {
  .connections = 3500, /* GLib polls; beyond 4,000 it is slow */
  .per_address = 256,  /* a whole office comes from one address */
  .headers = 15 * G_USEC_PER_SEC,
  .idle = 75 * G_USEC_PER_SEC,
  .slowest = 1024,
  .bytes = 64 * 1024 * 1024,
  .rate = 4 * 1024 * 1024,
  .burst = 256 * 1024 * 1024,
};

typedef struct
{
  guint n_visits;
  gint64 level; /* bytes that may still come at once */
  gint64 at;    /* monotonic */
} Bucket;

struct _CrmServerGate
{
  CrmServerLimits limits;
  GPtrArray *visits; /* CrmServerVisit, borrowed */
  GHashTable *buckets;
  gsize held;
  GSource *sweep;
};

struct _CrmServerVisit
{
  CrmServerGate *gate; /* (nullable): gone */
  GWeakRef connection;
  char *address;
  CrmServerVisitState state;
  gint64 began;
  gint64 span; /* microseconds it may take, or 0 */
  gsize bytes;
};

/* ── addresses ────────────────────────────────────────────────────────────────────────────── */

char *
crm_server_gate_name_address (GInetAddress *address)
{
  g_autoptr (GInetAddress) network = NULL;
  guint8 bytes[16] = { 0 };

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6 || g_inet_address_get_is_loopback (address))
    return g_inet_address_to_string (address);
  memcpy (bytes, g_inet_address_to_bytes (address), 8);
  /* An IPv4 address written as IPv6 is one of its own. */
  if (memcmp (bytes, (guint8[8]){ 0 }, 8) == 0)
    return g_inet_address_to_string (address);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (network);
}

static void
fill_bucket (const CrmServerLimits *limits, Bucket *bucket, gint64 now)
{
  double more = (double)limits->rate * (double)(now - bucket->at) / G_USEC_PER_SEC;

  bucket->level = (gint64)MIN ((double)limits->burst, (double)bucket->level + more);
  bucket->at = now;
}

static void
drop_full_buckets (CrmServerGate *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      fill_bucket (&self->limits, value, now);
      if (((Bucket *)value)->n_visits == 0 && ((Bucket *)value)->level == self->limits.burst)
        g_hash_table_iter_remove (&iter);
    }
}

static Bucket *
get_bucket (CrmServerGate *self, const char *address)
{
  gint64 now = g_get_monotonic_time ();
  Bucket *bucket = g_hash_table_lookup (self->buckets, address);

  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= BUCKETS_MAX)
        drop_full_buckets (self, now);
      bucket = g_new0 (Bucket, 1);
      bucket->level = self->limits.burst;
      bucket->at = now;
      g_hash_table_insert (self->buckets, g_strdup (address), bucket);
    }
  fill_bucket (&self->limits, bucket, now);
  return bucket;
}

void
crm_server_gate_charge (CrmServerGate *self, const char *address, gint64 bytes)
{
  get_bucket (self, address)->level -= bytes;
}

guint
crm_server_gate_get_wait (CrmServerGate *self, const char *address)
{
  gint64 level = get_bucket (self, address)->level;

  return level < 0 ? (guint)(-level / self->limits.rate) + 1 : 0;
}

gboolean
crm_server_gate_hold (CrmServerGate *self, gsize bytes)
{
  if (bytes > self->limits.bytes - self->held)
    return FALSE;
  self->held += bytes;
  return TRUE;
}

void
crm_server_gate_release (CrmServerGate *self, gsize bytes)
{
  g_assert (bytes <= self->held);

  self->held -= bytes;
}

/* ── visits ───────────────────────────────────────────────────────────────────────────────── */

static void
visit_free (gpointer data)
{
  CrmServerVisit *self = data;

  if (self->gate != NULL)
    {
      g_ptr_array_remove_fast (self->gate->visits, self);
      if (self->address != NULL)
        get_bucket (self->gate, self->address)->n_visits--;
    }
  g_weak_ref_clear (&self->connection);
  g_free (self->address);
  g_free (self);
}

CrmServerVisit *
crm_server_gate_enter (CrmServerGate *self, GSocketConnection *connection, GSocketAddress *remote, const char *address)
{
  CrmServerVisit *visit;

  if (self->visits->len >= self->limits.connections || (address != NULL && get_bucket (self, address)->n_visits >= self->limits.per_address))
    return NULL;
  visit = g_new0 (CrmServerVisit, 1);
  visit->gate = self;
  visit->address = g_strdup (address);
  g_weak_ref_init (&visit->connection, connection);
  if (address != NULL)
    get_bucket (self, address)->n_visits++;
  g_ptr_array_add (self->visits, visit);
  visit->began = g_get_monotonic_time ();
  visit->span = self->limits.headers;
  g_object_set_data_full (G_OBJECT (remote), VISIT_KEY, visit, visit_free);
  return visit;
}

CrmServerVisit *
crm_server_visit_find (GSocketAddress *remote)
{
  return remote != NULL ? g_object_get_data (G_OBJECT (remote), VISIT_KEY) : NULL;
}

static gint64
find_span (const CrmServerVisit *self)
{
  const CrmServerLimits *limits = &self->gate->limits;

  switch (self->state)
    {
    case CRM_SERVER_VISIT_IDLE:
      return limits->idle;
    case CRM_SERVER_VISIT_BODY:
    case CRM_SERVER_VISIT_REPLY:
      return limits->headers + (gint64)(self->bytes / limits->slowest) * G_USEC_PER_SEC;
    case CRM_SERVER_VISIT_WORK:
    case CRM_SERVER_VISIT_LISTENS:
    default:
      return 0;
    }
}

void
crm_server_visit_set_state (CrmServerVisit *self, CrmServerVisitState state, gsize bytes)
{
  if (self->gate == NULL)
    return;
  self->state = state;
  self->bytes = bytes;
  self->began = g_get_monotonic_time ();
  self->span = find_span (self);
}

void
crm_server_visit_add (CrmServerVisit *self, gsize bytes)
{
  if (self->gate == NULL)
    return;
  self->bytes += bytes;
  self->span = find_span (self);
}

/* What is shut down on both sides is read to its end by whoever has the connection, and closed. */
static gboolean
on_sweep (gpointer data)
{
  CrmServerGate *self = data;
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->visits->len; i++)
    {
      CrmServerVisit *visit = self->visits->pdata[i];
      g_autoptr (GSocketConnection) connection = NULL;

      if (visit->span == 0 || now - visit->began < visit->span)
        continue;
      visit->span = 0;
      connection = g_weak_ref_get (&visit->connection);
      if (connection != NULL)
        g_socket_shutdown (g_socket_connection_get_socket (connection), TRUE, TRUE, NULL);
    }
  return G_SOURCE_CONTINUE;
}

CrmServerGate *
crm_server_gate_new (const CrmServerLimits *limits)
{
  CrmServerGate *self = g_new0 (CrmServerGate, 1);

  self->limits = *limits;
  self->visits = g_ptr_array_new ();
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sweep = g_timeout_source_new ((guint)CLAMP (limits->headers / 2000, 10, 1000));
  g_source_set_callback (self->sweep, on_sweep, self, NULL);
  g_source_attach (self->sweep, g_main_context_get_thread_default ());
  return self;
}

void
crm_server_gate_free (CrmServerGate *self)
{
  g_source_destroy (self->sweep);
  g_source_unref (self->sweep);
  for (guint i = 0; i < self->visits->len; i++)
    ((CrmServerVisit *)self->visits->pdata[i])->gate = NULL;
  g_ptr_array_unref (self->visits);
  g_hash_table_unref (self->buckets);
  g_free (self);
}

guint
crm_server_gate_get_n_visits (CrmServerGate *self)
{
  return self->visits->len;
}
