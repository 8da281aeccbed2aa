"""The Portuguese phrasebook of the sample bot."""

from __future__ import annotations

from pipelines.demo.phrasebook import Phrasebook, Topic, Words

PORTUGUESE = Phrasebook(
    words=Words(
        days=("segunda", "terça", "quarta", "quinta", "sexta"),
        months=("janeiro", "fevereiro", "março", "abril", "maio", "junho",
                "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
        whens=("início de {month}", "meados de {month}", "fim de {month}"),
    ),
    greetings=("Olá! Sou o Tally, assistente da Tallyhand. Como posso ajudar?",),
    hot=(Topic(
        opens=(
            ("Oi, dá para marcar uma demonstração esta semana? Somos {n} técnicos.", "Claro! Temos horário {day}."),
            ("Quanto custa o plano {plan} para {n} pessoas? Precisamos até {when}.",
             "{plan} custa {price} € por utilizador ao mês, cerca de {total} € no total."),
            ("Nosso contrato com {rival} termina {when}, pode mandar um orçamento para {n} usuários?",
             "Com certeza, hoje mesmo."),
            ("quero fechar ainda este mês, {n} licenças, posso pagar por boleto?", "Sim, sem problema."),
        ),
        follows=(
            ("Tem desconto no anual? Assinamos esta semana.", "Sim, 15 %."),
            ("O orçamento é de {budget} € por ano, já aprovado.", "É mais do que suficiente."),
            ("Pode ser {day} às {hour} a demonstração?", "{day} às {hour} está livre."),
            ("Quem envia o contrato? Sou eu que assino.", "A nossa equipa envia por e-mail."),
        ),
        asks=("Para um especialista falar com você: {ask}", "Já deixo marcado. {ask}"),
        leaves=(("vou falar com meu sócio e ligo amanhã", "Combinado!"),),
    ),),
    warm=(Topic(
        opens=(
            ("A integração com {integ} sincroniza as faturas também?", "Sim, clientes e faturas."),
            ("Qual a diferença para {rival}? Estamos comparando opções.",
             "Principalmente o painel, e terceirizados não pagam."),
            ("Usamos {tool} hoje, dá para importar clientes e ordens?", "Sim, a partir de um ficheiro."),
            ("o app funciona offline? tem muito lugar sem sinal", "Funciona, envia tudo depois."),
        ),
        follows=(
            ("E tem API para criar as ordens?", "Sim, REST com webhooks."),
            ("Os terceirizados veem os preços?", "Não, só as ordens deles."),
            ("Quantos usuários no teste?", "Quantos quiser, por 14 dias."),
            ("temos umas {jobs} ordens por mês, aguenta?", "Tranquilo."),
            ("Estamos entre vocês e {rival}, o que os relatórios têm a mais?", "Dá para montar do seu jeito."),
        ),
        asks=("Posso enviar a comparação. {ask}", "Um especialista pode escrever. {ask}"),
        leaves=(("obrigado, vou ver com a equipe", "De nada!"), ("ok vou ler a documentação", "Ótimo!")),
    ),),
    cold=(Topic(
        opens=(
            ("oi", "Olá! Como posso ajudar?"), ("o que é isso?", "Um programa para planear equipas de campo."),
            ("o modelo é grátis mesmo?", "É, em Word e PDF."),
            ("não consigo entrar no app", "Atualize o app, por favor."),
            ("tem vaga de estágio?", "As vagas estão em /careers."),
        ),
        follows=(("ah tá", "Mais alguma coisa?"), ("só estou olhando", "À vontade!")),
        asks=("Posso enviar por e-mail. {ask}", "Eu encaminho. {ask}"),
        leaves=(("valeu, tchau", "Tchau!"),),
    ),),
    asks={
        "name": ("Qual é o seu nome?", "Com quem eu falo?"), "email": ("E o seu e-mail?", "Para qual e-mail?"),
        "phone": ("E um telefone?",), "company": ("Para qual empresa?",), "team_size": ("Quantos são?",),
    },
    answers={
        "name": ("{name}", "sou {name}", "meu nome é {name}"), "email": ("{email}", "pode ser {email}"),
        "phone": ("{phone_said}", "sim, {phone_said}"), "company": ("{company}", "é a {company}"),
        "team_size": ("{n}", "uns {n}"),
    },
    refusals=(("prefiro não dar", "Sem problema."), ("não, obrigado, só queria saber", "Claro!")),
    skips=("prefiro não", "não precisa"),
    at_once=("{name}, {email}", "sou {name}, {email}"),
    thanks=("Obrigado, {first}! Falamos em breve.", "Perfeito, {first}, anotado."),
    hand_over="Conversa passada para {agent}",
    agent=("Olá, aqui é {agent} da Tallyhand. Já li tudo acima.",),
    byes=(("obrigado!", "Bom dia!"), ("ótimo, até logo", "Até logo!")),
)  # fmt: skip
