"""What the capture says in Portuguese."""

from __future__ import annotations

from leadlight.domain.wording.contract import Words

WORDS = Words(
    ask={
        "name": ("Qual é o seu nome?", "Pode me dizer o seu nome?", "Com quem eu falo?"),
        "email": ("Para qual e-mail podemos escrever?", "Qual é o seu e-mail?", "Para qual e-mail enviamos?"),
        "phone": ("Em qual telefone podemos falar com você?", "Qual é o seu número de telefone?",
                  "Para qual número podemos ligar?"),
        "company": ("De qual empresa você é?", "E como se chama a sua empresa?"),
        "website": ("Você tem um site que possamos ver?", "Qual é o seu site?"),
        "choice": ("{label}: {options}?", "{label} – {options}?"),
        "choices": ("{label}: {options} (pode escolher mais de uma)?", "{label} – {options}, ou várias delas?"),
        "checkbox": ("{label}, sim ou não?", "Só um sim ou não: {label}?"),
        "consent": ("“{label}” Você concorda?", "Só falta confirmar: “{label}” Tudo bem para você?"),
        "*": ("{label}?", "Posso perguntar também: {label}?", "E {label}?"),
    },
    opens={
        "request": ("Claro, vamos entrar em contato.", "Com prazer, já organizo isso."),
        "given": ("Obrigado, já anotei.", "Obrigado, anotado."),
        "intent": ("Um colega pode dar mais detalhes.", "Um colega pode ajudar você com isso."),
        "messages": ("Se quiser, damos sequência a isso.", "Para isso não se perder, podemos entrar em contato."),
        "page": ("Se quiser, enviamos os detalhes.", "Teremos prazer em ajudar com isso."),
        "handoff": ("Antes de passar para um colega:", "Para que meu colega possa falar com você:"),
        "end": ("Antes de sair:", "Uma última coisa antes de terminar:"),
    },
    thanks_for=("Obrigado.", "Muito obrigado.", "Certo, obrigado."),
    again=("Tudo bem. Só pergunto para podermos responder.",
           "Entendo. Só usamos para responder a você, para nada mais."),
    back_to=("E para podermos responder:", "Voltando à minha pergunta:"),
    unclear=("Não consegui ler direito.", "Desculpe, não entendi."),
    by_phone=("Claro, então ligamos para você.", "Sem problema, por telefone então."),
    by_email=("Claro, então escrevemos para você.", "Sem problema, por e-mail então."),
    shows=("Deixe aqui os seus dados e entraremos em contato.", "É só preencher e um colega responde."),
    done=("Obrigado. Entraremos em contato.", "É tudo de que preciso, obrigado. Entraremos em contato."),
    done_named=("Obrigado, {name}. Entraremos em contato.", "É tudo de que preciso, {name}. Falamos em breve."),
    corrected=("Obrigado, já mudei.", "Anotado, está corrigido."),
    let_go=("Sem problema nenhum.", "Tudo bem, sem problema."),
    either="ou",
)  # fmt: skip
