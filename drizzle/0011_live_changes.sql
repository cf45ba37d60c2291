CREATE TABLE "dialog_changes" (
	"account_id" bigint NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"dialog_id" bigint NOT NULL,
	"changed_at" timestamp(6) DEFAULT (now() AT TIME ZONE 'UTC') NOT NULL,
	CONSTRAINT "dialog_changes_account_id_xid_dialog_id_pk" PRIMARY KEY("account_id","xid","dialog_id")
);
--> statement-breakpoint
CREATE INDEX "dialog_changes_by_time" ON "dialog_changes" USING btree ("changed_at");