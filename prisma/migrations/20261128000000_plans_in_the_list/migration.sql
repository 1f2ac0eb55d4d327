-- How many there are of a plan, of any status and of any time: counted to a thousand from here, where the walks in an
-- order would pass by everybody else to find the few of a plan that hardly anybody has. The list of such a plan too.
CREATE INDEX "subscription_plan_key_idx" ON "subscription" ("plan_key", "status", "started_at", "account_id");
