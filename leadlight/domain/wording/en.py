"""What the capture says in English."""

from __future__ import annotations

from leadlight.domain.wording.contract import Words

WORDS = Words(
    ask={
        "name": ("What is your name?", "May I ask your name?", "Who am I talking to?"),
        "email": ("What e-mail address can we reach you at?", "Which e-mail should we write to?",
                  "Where can we send it: what is your e-mail?"),
        "phone": ("What number can we reach you on?", "Which phone number is best for you?",
                  "What is a good number to call you on?"),
        "company": ("Which company are you with?", "And what is the name of your company?"),
        "website": ("Do you have a website we could look at?", "What is your website?"),
        "choice": ("{label}: {options}?", "{label} – {options}?"),
        "choices": ("{label}: {options} (more than one is fine)?", "{label} – {options}, or several of them?"),
        "checkbox": ("{label}, yes or no?", "Just a yes or no: {label}?"),
        "consent": ("“{label}” Is that all right with you?", "One thing to confirm: “{label}” Do you agree?"),
        "*": ("{label}?", "May I also ask: {label}?", "And {label}?"),
    },
    opens={
        "request": ("Of course, someone will get back to you.", "Happy to arrange that."),
        "given": ("Thank you, I have noted that.", "Thanks, got it."),
        "intent": ("I can have a colleague get back to you about this.", "A colleague can help you further with this."),
        "messages": ("If you like, we can follow up on this.",
                     "So that this does not get lost, we can get back to you."),
        "page": ("If you like, we can get back to you with the details.", "We are glad to help you with this."),
        "handoff": ("Before I hand you over to a colleague:", "So that my colleague can get back to you:"),
        "end": ("Before you go:", "One last thing before you leave:"),
    },
    thanks_for=("Thank you.", "Thanks.", "Got it, thank you."),
    again=("That is fine. I only ask so that we can get back to you.",
           "I understand. It is only used to answer you, nothing else."),
    back_to=("And so that we can get back to you:", "Coming back to my question:"),
    unclear=("I could not quite read that.", "Sorry, I did not understand that."),
    by_phone=("Of course, we will call you instead.", "No problem, by phone then."),
    by_email=("Of course, we will write to you instead.", "No problem, by e-mail then."),
    shows=("Leave your details here and we will get back to you.",
           "Just fill this in and a colleague will get back to you."),
    done=("Thank you. We will be in touch.", "That is all I need, thank you. We will get back to you."),
    done_named=("Thank you, {name}. We will be in touch.", "That is all I need, {name}. We will get back to you soon."),
    corrected=("Thanks, I have changed that.", "Noted, that is corrected."),
    let_go=("No problem at all.", "That is fine, no problem."),
    either="or",
)  # fmt: skip
