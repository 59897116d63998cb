import { Button, createAll, ErrorSummary, NotificationBanner, Radios, SkipLink } from 'nhsuk-frontend';

// nhsuk-frontend asks for these classes; the page it publishes sets them with an inline script, which ours forbids.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
for (const component of [Button, ErrorSummary, NotificationBanner, Radios, SkipLink]) createAll(component);
