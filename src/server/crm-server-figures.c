/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server has done so far, as Prometheus reads it. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-figures.h"

#include <string.h>

typedef struct
{
  const char *call;
  guint status;
  guint64 n;
  gint64 microseconds;
} Count;

struct _CrmServerFigures
{
  GArray *counts;
  guint64 received;
  guint64 sent;
};

CrmServerFigures *
crm_server_figures_new (void)
{
  CrmServerFigures *self = g_new0 (CrmServerFigures, 1);

  self->counts = g_array_new (FALSE, TRUE, sizeof (Count));
  return self;
}

void
crm_server_figures_free (CrmServerFigures *self)
{
  g_array_unref (self->counts);
  g_free (self);
}

static Count *
find (CrmServerFigures *self, const char *call, guint status)
{
  Count count = { call, status };

  for (guint i = 0; i < self->counts->len; i++)
    {
      Count *one = &g_array_index (self->counts, Count, i);

      if (one->status == status && strcmp (one->call, call) == 0)
        return one;
    }
  g_array_append_val (self->counts, count);
  return &g_array_index (self->counts, Count, self->counts->len - 1);
}

void
crm_server_figures_count (CrmServerFigures *self, const char *call, guint status, gint64 microseconds, gsize received, gsize sent)
{
  Count *count = find (self, call, status);

  count->n++;
  count->microseconds += microseconds;
  self->received += received;
  self->sent += sent;
}

void
crm_server_figures_append (GString *text, const char *name, const char *help, guint64 value)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n%s %" G_GUINT64_FORMAT "\n", name, help, name, g_str_has_suffix (name, "_total") ? "counter" : "gauge", name, value);
}

void
crm_server_figures_write (CrmServerFigures *self, GString *text)
{
  g_string_append (text, "# HELP clientele_requests_total Requests answered.\n# TYPE clientele_requests_total counter\n");
  for (guint i = 0; i < self->counts->len; i++)
    {
      const Count *count = &g_array_index (self->counts, Count, i);

      g_string_append_printf (text, "clientele_requests_total{call=\"%s\",status=\"%u\"} %" G_GUINT64_FORMAT "\n", count->call, count->status, count->n);
    }
  g_string_append (text, "# HELP clientele_request_microseconds_total Time from a request's last byte to its reply.\n# TYPE clientele_request_microseconds_total counter\n");
  for (guint i = 0; i < self->counts->len; i++)
    {
      const Count *count = &g_array_index (self->counts, Count, i);

      g_string_append_printf (text, "clientele_request_microseconds_total{call=\"%s\",status=\"%u\"} %" G_GINT64_FORMAT "\n", count->call, count->status, count->microseconds);
    }
  crm_server_figures_append (text, "clientele_received_bytes_total", "Bodies of requests, as they came.", self->received);
  crm_server_figures_append (text, "clientele_sent_bytes_total", "Bodies of replies, as they went.", self->sent);
}
