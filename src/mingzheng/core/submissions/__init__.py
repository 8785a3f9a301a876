"""A form that is posted twice acts once: the key of the form is claimed in the transaction of the act.

Two clicks, a slow network and "back, send again" all post the same form a second time. Every form that makes something new
carries a hidden random key (``KeyField``); ``acting.once`` claims the key, under the unique key of the table, in the same
transaction as the command. Of two postings at one moment the second waits for the first (the database's own lock on the key)
and then hears what the first made; what was refused leaves no claim, so that the corrected form may be sent again.

In a room's form, and in the view of whoever offers it (no sign-in is needed; citizens' forms do the same)::

    class ApplicationForm(forms.Form):
        form_key = KeyField()
        …

    done = once(form, "foi.application", lambda data: commands.apply(data).pk)   # Refused passes through
    return redirect("portal:foi-receipt", pk=done.result)                                 # the same for both postings

The template draws hidden fields (``{{ form.form_key }}`` or ``desk/_form.html``). ``holder`` names who posts where people
sign in (``str(actor)``).

What is typed counts too: a form that was sent, changed (browsers keep the page behind "back") and sent again under the same
key is neither thrown away nor taken twice. It is refused in place with a new key: sending it once more is a second act, on
purpose. Kept are the key, a keyed digest of what was typed, and the result (a primary key); nothing that was typed. Claims
are dropped after ninety days.

Where a state forbids the second act anyway (a step of a case has its revision, a table one waiting version), no key is needed.
"""
