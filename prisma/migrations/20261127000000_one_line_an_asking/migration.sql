-- A look that staff ask for is one line of the account's story, however often it is pressed.
CREATE UNIQUE INDEX "audit_event_one_asking_key" ON "audit_event" ("account_id", "action", ("after"->>'asking'))
  WHERE "action" IN ('account.resync_asked', 'effect.reconcile_asked');
