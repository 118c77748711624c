/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a transport that asks a server in the same process, and fails when it is told to. */

#pragma once

#include "core/base/crm-error.h"
#include "server/crm-server-answer.h"
#include "sync/crm-sync-round.h"
#include "tests/server/server-fixture.h"

#define TEST_TYPE_TRANSPORT (test_transport_get_type ())

G_DECLARE_FINAL_TYPE (TestTransport, test_transport, TEST, TRANSPORT, GObject)

struct _TestTransport
{
  GObject parent_instance;

  Server *server; /* borrowed */
  guint8 user;
  guint n_calls;
  guint fail_at;      /* this call does not reach the server; 0 for none */
  guint lose_at;      /* the answer to this one is lost */
  guint cut_at;       /* and to this one cut short */
  const char *poison; /* a push with this in it is choked on; "" is in all */
  int choke;
};

/* What the server answers, or what becomes of it on its way. Takes the answer and the error. */
static DexFuture *
bring (TestTransport *self, GBytes *answer, GError *error)
{
  g_autoptr (GBytes) whole = answer;

  if (error != NULL)
    return dex_future_new_for_error (error);
  if (self->n_calls == self->lose_at)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "lost");
  if (self->n_calls == self->cut_at)
    return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2));
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_steal_pointer (&whole));
}

static DexFuture *
push (CrmTransport *transport, GBytes *body)
{
  TestTransport *self = TEST_TRANSPORT (transport);
  CrmServerCaller caller = caller_of (self->user);
  GError *error = NULL;
  GBytes *answer;

  if (++self->n_calls == self->fail_at)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "unreachable");
  if (self->poison != NULL && (*self->poison == '\0' || g_strstr_len (g_bytes_get_data (body, NULL), (gssize)g_bytes_get_size (body), self->poison) != NULL))
    return dex_future_new_reject (CRM_ERROR, self->choke, "choked");
  answer = crm_server_answer_push (self->server->storage, &caller, body, self->server->now, ++self->server->nonce, &error);
  return bring (self, answer, error);
}

static DexFuture *
pull (CrmTransport *transport, const char *scope, const CrmCursor *cursor)
{
  TestTransport *self = TEST_TRANSPORT (transport);
  CrmServerCaller caller = caller_of (self->user);
  char text[CRM_CURSOR_LENGTH_MAX];
  GError *error = NULL;
  GBytes *answer;

  if (++self->n_calls == self->fail_at)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "unreachable");
  answer = crm_server_answer_changes (self->server->storage, &caller, scope, crm_cursor_format (cursor, text), 7, self->server->now, &error);
  return bring (self, answer, error);
}

static DexFuture *
digest (CrmTransport *transport, const char *scope, int bucket)
{
  TestTransport *self = TEST_TRANSPORT (transport);
  CrmServerCaller caller = caller_of (self->user);
  GError *error = NULL;
  GBytes *answer;

  if (++self->n_calls == self->fail_at)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "unreachable");
  answer = crm_server_answer_digest (self->server->storage, &caller, scope, bucket, &error);
  return bring (self, answer, error);
}

static void
transport_iface_init (CrmTransportInterface *iface)
{
  iface->digest = digest;
  iface->push = push;
  iface->pull = pull;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTransport, test_transport, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CRM_TYPE_TRANSPORT, transport_iface_init))

static void
test_transport_class_init (TestTransportClass *klass)
{
}

static void
test_transport_init (TestTransport *self)
{
}

static TestTransport *
new_transport (Server *server, guint8 user)
{
  TestTransport *self = g_object_new (TEST_TYPE_TRANSPORT, NULL);

  self->server = server;
  self->user = user;
  return self;
}
