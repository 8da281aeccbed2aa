"""Portuguese phrases of each signal, one a line; the language is explained in scoring/phrases.py."""

SETS: dict[str, str] = {
    "day": "segunda|terca|quarta|quinta|sexta|sabado",
    "month": "janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
}
PHRASES: dict[str, str] = {
    "buying_intent": """
        quero|queremos|queria|queriamos|gostaria|preciso|precisamos|vou|vamos|pretendo (de|ja) comprar|contratar|
            assinar|fechar|pagar|encomendar|alugar|inscrever|matricular|adquirir
        vou|vamos ficar com
        fico|ficamos|levo com|o|a
        como|onde|quando (eu) posso|podemos|faco|fazemos (para) pagar|comprar|assinar|contratar|inscrever|fechar|
            pagamento
        pode|podem fechar|emitir|mandar (o|a) contrato|pedido|boleto|pix|fatura
        vamos|bora fechar
        faco|fazemos|mando (o|ja) pix|pagamento|transferencia|sinal
        fechado|aceito|aceitamos (a|o) proposta|orcamento|negocio
    """,
    "demo_requested": """
        quero|queria|queriamos|gostaria|gostariamos|podemos|podem|marcar|agendar|ver|ter|solicitar ~4 demo|
            demonstracao
    """,
    "booking_requested": """
        quero|queria|queriamos|gostaria|posso|podemos ~2 marcar|agendar|visitar|reservar|ver|passar
        marcar|agendar|reservar (uma|um|a|o|para) visita|reuniao|consulta|horario|mesa|quarto|vaga|chamada|amanha|
            sabado
        marca|reserva|guarda|segura para|pra|me|uma|um
    """,
    "price_asked": """
        quanto (e|que) custa|custam|fica|sai|seria|cobram|vale
        qual (e|o|seria) (o) preco|valor|custo
        preco|precos|orcamento|tabela
        anda a volta de quanto
    """,
    "budget_stated": """
        orcamento|verba ~3 #
        ate|maximo|tenho|temos (de|uns) $
    """,
    "deadline_stated": """
        ate|antes|para|a|em|no|na|pra (o|a|do|de|ao|partir|fim|final|inicio) (de|do) @month|@day|amanha|mes|semana|
            ano|natal
        # de @month
        esta|este|essa|esse|proxima|proximo semana|mes|sexta|segunda
        semana|mes que vem
        o mais rapido|breve|depressa possivel
        quanto antes
        urgente|amanha
    """,
    "comparison": """
        comparar|comparando|comparacao|concorrente|concorrentes
        outros|outras|outro|num (dois|duas|tres) orcamentos|fornecedores|opcoes|da|imoveis|que
    """,
    "evaluating": """
        vou|vamos|preciso|temos|tenho (que|de) pensar|ver|falar|conversar|analisar|avaliar
        pensando|avaliando|analisando
        sem pressas|pressa
        para|por ja nao
    """,
    "integration_question": """
        integra|integram|integracao|integracoes|compativel|conecta|conectar
        funciona com
    """,
    "contact_requested": """
        liguem|ligue|ligar|ligam|contactem|contatem|contacte|chama|chame me|para|pra|no
        me liga|ligue|liguem|chama|chame|chamem|contate|contatem
        podem|pode|poderiam|podiam ligar|contactar|contatar|chamar (me|para|pra)
    """,
    "not_buying": """
        so|apenas (por|estou|uma|estava|a) curiosidade|olhando|curioso|curiosa|olhar
        por curiosidade
        nao (estou|tenho|quero|pretendo|vou|me|preciso) (a|mais|nenhum) interessado|interessada|interesse|interessa|
            comprar|nada|contratar
        deixa|deixe pra|para la
    """,
    "withdrawn": """
        ja comprei|comprei|compramos|encontrei|fechei|fechamos
        mudei|mudamos de ideia
        afinal nao
    """,
    "support": """
        nao (esta|consigo|ta|conseguimos) funciona|funcionando|entrar|acessar|aceder|abre|carrega|chegou|chega|abrir
        caiu|travou|parou (o|a|de) painel|sistema|site|app|funcionar
        meu|minha pedido|encomenda|fatura ~3 nao|onde|atrasado|atrasada|quebrado
        reembolso|reclamacao|avaria
        esqueci (a|minha) senha
        a gente|nos paga|pagamos
    """,
    "job_seeker": """
        curriculo|estagio
        vaga|vagas de|para|aberta|abertas (emprego|trabalho|estagio)
        estao contratando|recrutando
        procuro|procurando|busco (um) emprego|trabalho|estagio
        trabalhar com|na|para voces|empresa
    """,
    "study": """
        sou estudante|aluno|aluna
        tcc
        minha tese|dissertacao
        trabalho da|de|para faculdade|escola|universidade
    """,
    "press": """
        jornalista|reportagem
    """,
    "spam": """
        oferecemos ~3 servicos|seo
    """,
    "cancellation": """
        cancelar|cancelamento|rescindir (a|o|minha|meu|do|da|de) (minha|meu) assinatura|contrato|plano|conta|reserva|
            pedido|inscricao|matricula|subscricao
    """,
}  # fmt: skip
