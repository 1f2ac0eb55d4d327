-- What staff do is one chain: each deed is sealed by a hash of itself and of the one before, and the head is kept beside, so
-- that one that is changed, removed, put between or exchanged is seen, and so is a tail that is cut off. The database seals,
-- so that whoever writes a deed, of whatever version, in whatever statement, cannot forget it. It is checked elsewhere, by
-- hashes computed anew: a function that somebody has exchanged here does not vouch for what it wrote.
CREATE TABLE "staff_log" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "staff_log_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "staff_log_is_one_row_check" CHECK ("id" = 1)
);
INSERT INTO "staff_log" ("id", "seq", "hash") VALUES (1, 0, '');

ALTER TABLE "staff_deed"
  ADD COLUMN "reason" TEXT,
  ADD COLUMN "action_id" TEXT,
  ADD COLUMN "seq" INTEGER,
  ADD COLUMN "previous" TEXT,
  ADD COLUMN "hash" TEXT;

-- A deed as it is sealed: all that it says, in one form.
CREATE FUNCTION staff_deed_text(deed staff_deed) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(deed.seq, deed.id, to_char(deed.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), deed.user_id,
    deed.request_id, deed.action, deed.details, deed.reason, deed.action_id)::text
$$;

-- One after the other, by the head's lock. They are rare: people write them. Its moment is that of its place, so that both are one order.
CREATE FUNCTION seal_staff_deed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head staff_log;
BEGIN
  SELECT * INTO STRICT head FROM staff_log FOR UPDATE;
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.seq := head.seq + 1;
  NEW.previous := head.hash;
  NEW.hash := encode(sha256(convert_to(head.hash || staff_deed_text(NEW), 'UTF8')), 'hex');
  RETURN NEW;
END
$$;

-- Only when it is there: a statement may have been told to do nothing where there is one like it.
CREATE FUNCTION count_staff_deed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staff_log SET seq = NEW.seq, hash = NEW.hash;
  RETURN NULL;
END
$$;

-- Those from before are sealed as they stand now: what became of them until today, nobody can say.
ALTER TABLE "staff_deed" DISABLE TRIGGER "staff_deed_is_append_only";
DO $$
DECLARE
  one staff_deed;
  head staff_log;
BEGIN
  SELECT * INTO STRICT head FROM staff_log;
  FOR one IN SELECT * FROM staff_deed ORDER BY at, id LOOP
    one.seq := head.seq + 1;
    one.previous := head.hash;
    one.hash := encode(sha256(convert_to(head.hash || staff_deed_text(one), 'UTF8')), 'hex');
    UPDATE staff_deed SET seq = one.seq, previous = one.previous, hash = one.hash WHERE id = one.id;
    head.seq := one.seq;
    head.hash := one.hash;
  END LOOP;
  UPDATE staff_log SET seq = head.seq, hash = head.hash;
END
$$;
ALTER TABLE "staff_deed" ENABLE TRIGGER "staff_deed_is_append_only";

ALTER TABLE "staff_deed"
  ALTER COLUMN "seq" SET NOT NULL,
  ALTER COLUMN "previous" SET NOT NULL,
  ALTER COLUMN "hash" SET NOT NULL;
CREATE UNIQUE INDEX "staff_deed_seq_key" ON "staff_deed"("seq");
-- A press repeated is the same deed.
CREATE UNIQUE INDEX "staff_deed_user_id_action_action_id_key" ON "staff_deed"("user_id", "action", "action_id");

CREATE TRIGGER "staff_deed_is_sealed" BEFORE INSERT ON "staff_deed" FOR EACH ROW EXECUTE FUNCTION seal_staff_deed();
CREATE TRIGGER "staff_deed_is_counted" AFTER INSERT ON "staff_deed" FOR EACH ROW EXECUTE FUNCTION count_staff_deed();
