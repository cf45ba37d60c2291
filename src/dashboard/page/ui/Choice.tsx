import {
  Combobox,
  ComboboxItem,
  ComboboxList,
  ComboboxProvider,
  Select,
  SelectItem,
  SelectItemCheck,
  SelectLabel,
  SelectPopover,
  SelectProvider,
} from '@ariakit/react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTexts } from '../texts/useTexts';
import { Icon } from './Icon';

/** What can be chosen. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

interface ChoiceProps<Value extends string | string[]> {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: Value;
  /** What the closed control shows. */
  readonly shown: string;
  readonly onChange: (value: Value) => void;
}

/** From so many options on they can be searched. */
const MANY = 10;
/** No list shows more at once: whoever looks for one of more types a part of it. */
const MOST_SHOWN = 200;

/** A choice of one, or of several where the value is a list; searched by typing where there are many. */
export function Choice<Value extends string | string[]>({
  label,
  options,
  value,
  shown,
  onChange,
}: ChoiceProps<Value>) {
  const { t } = useTexts();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const found = useMemo(
    () => options.filter((option) => option.label.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN),
    [options, wanted],
  );
  const isSearched = options.length >= MANY;
  const isSeveral = Array.isArray(value);
  const items = found.map((option) => (
    <SelectItem
      key={option.value}
      value={option.value}
      className="option"
      {...(isSearched ? { render: <ComboboxItem /> } : {})}
    >
      <span className="option-label">{option.label}</span>
      <SelectItemCheck className="option-check">
        <Icon name="check" />
      </SelectItemCheck>
    </SelectItem>
  ));
  const select = (
    // Ariakit's types can't tell that a list stays a list.
    <SelectProvider value={value as string} setValue={onChange as (value: string) => void}>
      <div className="choice">
        <SelectLabel className="choice-label">{label}</SelectLabel>
        <Select className={isSeveral && value.length > 0 ? 'field is-set' : 'field'}>
          <span className="field-value">{shown}</span>
          <Icon name="down" />
        </Select>
      </div>
      <SelectPopover gutter={4} fitViewport unmountOnHide className="popover" aria-label={label}>
        {isSearched ? (
          <>
            <Combobox className="search" autoSelect placeholder={t('search')} aria-label={t('search')} />
            <ComboboxList className="options" aria-label={label}>
              {items}
            </ComboboxList>
          </>
        ) : (
          <div className="options">{items}</div>
        )}
        {found.length === 0 && <p className="options-none">{t('nothingFound')}</p>}
        {isSeveral && value.length > 0 && (
          <button type="button" className="options-clear" onClick={() => onChange([] as unknown as Value)}>
            {t('chooseAll')}
          </button>
        )}
      </SelectPopover>
    </SelectProvider>
  );
  if (!isSearched) return select;
  return (
    <ComboboxProvider resetValueOnHide value={search} setValue={setSearch}>
      {select}
    </ComboboxProvider>
  );
}
