import { Field } from '../Field';
import { Form } from '../Form';
import { SelectField } from '../SelectField';
import { Card } from '../Step';
import { PeopleList } from './PeopleList';

const BY = [['EMAIL', 'Email'], ['NAME', 'Name'], ['PHONE', 'Phone number'], ['STATUS', 'Status'], ['USER_ID', 'User id']] as const;

/** What is looked for, and where: everybody where it is empty. */
export interface Search {
  readonly search: string;
  readonly search_by: (typeof BY)[number][0];
  /** Counts the searches, so that the same one again looks again. */
  readonly round: number;
}

interface PeopleCardProps {
  readonly looked: Search;
  readonly onLook: (search: Search) => void;
  readonly onOpen: (user_id: string) => void;
}

/** The accounts, and a way to look for some. */
export function PeopleCard({ looked, onLook, onOpen }: PeopleCardProps) {
  return (
    <Card title="People">
      <Form submit="Search" look="secondary"
        onSubmit={async ({ search, search_by }) =>
          onLook({ search: search.trim(), search_by: search_by as Search['search_by'], round: looked.round + 1 })}>
        <Field name="search" label="Look for" initial={looked.search} maxLength={128} autoComplete="off"
          hint="Of an email address, a name or a number the beginning is enough; a status is one like CONFIRMED." />
        <SelectField name="search_by" label="In" options={BY} initial={looked.search_by} />
      </Form>
      <PeopleList key={looked.round} looked={looked} onOpen={onOpen} />
    </Card>
  );
}
