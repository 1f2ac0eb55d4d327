import { Link } from "@tanstack/react-router";
import { texts } from "../texts/app.ts";
import { Button, buttonLook } from "../ui/button.tsx";
import { PageHeading } from "../ui/page-heading.tsx";

export function NotFoundPage() {
  return (
    <div className="flex flex-col items-start gap-4 py-10">
      <PageHeading title={texts.notFound.title}>{texts.notFound.title}</PageHeading>
      <p className="text-muted">{texts.notFound.body}</p>
      <Link to="/plans" className={buttonLook("plain")}>
        {texts.notFound.action}
      </Link>
    </div>
  );
}

/** A part of the page that could not be fetched (a dropped connection, a deploy meanwhile) or that failed to draw. */
export function BrokenPage() {
  return (
    <div className="flex flex-col items-start gap-4 py-10">
      <PageHeading title={texts.broken.title}>{texts.broken.title}</PageHeading>
      <p className="text-muted">{texts.broken.body}</p>
      <Button look="plain" onClick={() => window.location.reload()}>
        {texts.broken.action}
      </Button>
    </div>
  );
}
