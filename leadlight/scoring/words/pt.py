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
        fechado|fechamos|fechou|fecho entao|na|com|o|hoje|negocio
        quero|queremos|gostaria|gostava|queria|preciso|precisamos|vou|vamos (de) (ja) comprar|contratar|contratar|
            fechar|assinar|reservar|matricular|encomendar|pagar|trocar|vender|alugar|instalar|mudar|uma|inscrever
        quero|queremos|vou|vamos (ficar|levar) (com) uma|um|ele|ela|dois|duas|esse|essa|o|a
        fico|ficamos|levo|levamos|queria (com) ele|ela|o|a|os|as|essa|esse|convosco|uma
        manda|mande|envia|envie|mandem|enviem|pode (mandar) (o|a|me) contrato|boleto|chave|link|proposta|fatura|
            proforma|nib|iban|pix
        como|onde|quando (e|eu|que|posso) faco|fazemos|pago|pagamos|assino|assinamos|avancamos|me|inscrevo|faco
        para onde faco|transfiro|mando
        aceita|aceitam|aceitas pix|cartao|boleto|mbway|transferencia
        passa no|pago|pagar|parcelo (com|em|por|no) cartao|pix|3x|mbway|dinheiro
        e preciso|precisa sinal|deixar
        pago|faco|transfiro o|a|já sinal|deposito|transferencia|entrada
        aceito|aceitamos|aprovada|aprovado|aprovamos (pela|a|o|pelo|o) proposta|orcamento|direcao
        vou|vamos levar|fechar|ficar|avancar|contratar|encomendar
        se gostar fecho|levo|fico
        assino|assinamos|devolvo hoje|amanha|assinado|ja
        faz ~3 que eu busco|levo|fecho
        orcamento (ate|de) #|$
        concurso|caderno de encargos
        o que|que (e) (preciso|precisam|falta) (para|de) (comecar|mim|avancar|mim)
        posso comecar|iniciar|pagar|assinar
        precisamos|preciso de transporte|alguem|uma|um ~5 (ja|segunda|ate|partir)
        pode tratar|podem tratar
        beleza|ok|show me manda|manda|fechado|pode
        segura|reserva|bloqueia|guarda (pra|para|uma|um|a|o) mim|gente|nos|lugar|vaga
    """,
    "demo_requested": """
        quero|queria|queriamos|gostaria|gostariamos|podemos|podem|marcar|agendar|ver|ter|solicitar ~4 demo|
            demonstracao
        demonstracao|demo (para|pra|da|do|com|a)
        ver|queriamos ~4 ao vivo|funcionando|a funcionar
    """,
    "booking_requested": """
        quero|queria|queriamos|gostaria|posso|podemos ~2 marcar|agendar|visitar|reservar|ver|passar
        marcar|agendar|reservar (uma|um|a|o|para) visita|reuniao|consulta|horario|mesa|quarto|vaga|chamada|amanha|
            sabado
        marca|reserva|guarda|segura para|pra|me|uma|um
        posso|podemos|podiamos|da|dá|pode|consigo|conseguem|queria|quero|gostaria (pra|de|para) ~3 ver|visitar|
            agendar|marcar|experimentar|passar|ir|atender|test|vir|levar ~5 hoje|amanha|sabado|segunda|terca|quarta|
            quinta|sexta|semana|agora|dia|fim|casa
        tem|têm|teem|ha|há (algum|alguma|ainda) ~2 vaga|horario|mesa|lugar|quarto|hora|consulta ~4 hoje|amanha|para|
            pra|sabado|sexta|dia|noite
        fazer test|um test drive
        quando (e) (que) (podem|pode|posso|podemos|da|consegue|vem|vêm) vir|ir|passar|comecar|visitar|ver|alguem|o
        que dia tem|ha|há horario|vaga
        marcar|agendar|reservar (uma|um|a) visita|consulta|horario|hora|reuniao|mesa|aula|avaliacao
        podem|pode|consegue mandar|enviar|vir|atender ~3 hoje|amanha|alguem|aqui
        segunda|terca|quarta|quinta|sexta de manha|tarde (estou|pode|em)
    """,
    "price_asked": """
        quanto (e|que) custa|custam|fica|sai|seria|cobram|vale
        qual (e|o|seria) (o) preco|valor|custo
        preco|precos|orcamento|tabela
        anda a volta de quanto
        quanto|qto (que) e|custa|fica|sai|ta|esta|cobram|seria|anda|custaria|da|saem|ficam|pagaria
        qual (e|o|a) (o|a|vossa) preco|valor|taxa|comissao|mensalidade|custo
        preco|valor|orcamento do|da|de|por|aproximado|para|pra
        que preco|valor
        por quanto
    """,
    "budget_stated": """
        orcamento|verba ~3 #
        ate|maximo|tenho|temos (de|uns) $
        orcamento (ate|de|e|maximo|total) #|$
        ate|maximo|no maximo $|#
        temos|tenho|posso|consigo (ate|pagar|gastar) $
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
        ate (o) dia|@month|segunda|sexta|fim|final #
        antes do|de|da dia|#|@month|verao|natal|fim
        a partir de|do @month|janeiro|segunda|dia|#
        dia # (de) (@month)
        para|pra|ate ontem|amanha|hoje|semana|o|dia|@month
        esta|essa|proxima|proximo|este|esse semana|mes|sexta|segunda
        o mais rapido|depressa
        urgente|urgentemente
        com urgencia
        ate # de
    """,
    "comparison": """
        comparar|comparando|comparacao|concorrente|concorrentes
        outros|outras|outro|num (dois|duas|tres) orcamentos|fornecedores|opcoes|da|imoveis|que
        comparar|comparando|comparo com|os|precos|dois
        outro|outros|outra|outras|mais (dois|duas|tres) lugar|fornecedores|propostas|orcamentos|opcoes|empresas|
            sitio|casas|creches
        no outro (lugar|sitio|stand)
        concorrente|concorrencia
        mais uma opiniao
        em vez de
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
        liga|ligue|liguem|ligar|ligar me|pra|para|nos|lhe|mim
        me liga|ligue|ligam|chama|chame|avisa|avise|manda|mande|mandem|envia|envie|enviem
        podem|pode|poderia|poderiam|pfv ligar|contactar|contatar|chamar|avisar|mandar|enviar|retornar
        liguem|ligue|ligar me
        que alguem (me) ligue|contacte|chame
        meu|o (meu) whats|whatsapp|zap|numero|telefone|tel|contacto|contato
        manda|chama no zap|whats|whatsapp
        pra|para o email|mail|e mail
        aguardo|aguardando|aguardar (o|a|vossa|seu) contato|contacto|retorno|chamada
        convite para|pra
        no aguardo
        deixo|deixar (o|meu) meu|contato|contacto|numero
        melhor|prefiro|preferimos|preferia (por|uma|que) (o|me|nos) telefone|ligacao|chamada|ligar|liguem
    """,
    "not_buying": """
        so|apenas (por|estou|uma|estava|a) curiosidade|olhando|curioso|curiosa|olhar
        por curiosidade
        nao (estou|tenho|quero|pretendo|vou|me|preciso) (a|mais|nenhum) interessado|interessada|interesse|interessa|
            comprar|nada|contratar
        deixa|deixe pra|para la
        nao (quero|procuro|preciso|tenho|estou|vou) comprar|nada|de|mesmo|procura|nao|fusca|carro|nem
        so|só (queria|quero|vim|estava|tava|to|por) saber|ver|olhando|curiosidade|perguntar|curiosa|olhar
        curiosidade msm|mesmo
        cliquei sem querer
        numero|chat errado
        nada nao
        engano
        ela nao quer nada
    """,
    "withdrawn": """
        ja comprei|comprei|compramos|encontrei|fechei|fechamos
        mudei|mudamos de ideia
        afinal nao
        desisti|desistimos|desisto
        (mas) entretanto comprei|compramos|arranjei
        comprei|compramos|comprou|achei|arranjei em|na|no|outra|outro|outro (lugar|loja|lado|casa)
        afinal nao|ja
        nao vamos|vou conseguir|mais|querer
        pode|podem|podes cancelar|desmarcar|anular
        tava|estava|ia|iamos quase|a|comprar|fechar|inscrever ~4 (mas|ai|so)
        fica pra|para proxima|outra
        deixa|deixe pra la|quieto
    """,
    "support": """
        nao (esta|consigo|ta|conseguimos) funciona|funcionando|entrar|acessar|aceder|abre|carrega|chegou|chega|abrir
        caiu|travou|parou (o|a|de) painel|sistema|site|app|funcionar
        meu|minha pedido|encomenda|fatura ~3 nao|onde|atrasado|atrasada|quebrado
        reembolso|reclamacao|avaria
        esqueci (a|minha) senha
        a gente|nos paga|pagamos
        meu|minha|o|a pedido|encomenda|fatura|conta|conserto|ar ~4 (atrasado|atrasada|nao|errado|veio|quebrado|
            pingando)
        me cobraram|cobraram (duas|errado|de)
        quero|exijo (o|meu) estorno|dinheiro|reembolso|troca
        nao (consigo|estou) (a) entrar|acessar|aceder|conseguir|logar
        da|dá|deu erro
        segunda via
        ja sou|sou cliente|aluno|socio|assinante
        que voces|vcs instalaram|montaram|venderam|entregaram
        fiz a|o (limpeza|tratamento|cirurgia)
        o tecnico que veio
        caiu o|a (painel|sistema|site)
        garantia do|da|de
        trocar (a|minha|o) senha|cartao
        reclamacao
    """,
    "job_seeker": """
        curriculo|estagio
        vaga|vagas de|para|aberta|abertas (emprego|trabalho|estagio)
        estao contratando|recrutando
        procuro|procurando|busco (um) emprego|trabalho|estagio
        trabalhar com|na|para voces|empresa
        procuro|busco|preciso (de) (um|uma) emprego|trabalho|vaga|estagio
        estao|estão|vcs|voces contratando|recrutar|contratar|precisando
        curriculo|curriculum|vaga|vagas de|para
        anos de experiencia
        quanto|qto (é|e) pagam|paga|salario
        disponivel ja|imediatamente|de
        sou (recepcionista|cozinheiro|motorista|professor|professora|tecnico) com|e
        falar com o (dono|gerente|chefe|patrao)
    """,
    "study": """
        sou estudante|aluno|aluna
        tcc
        minha tese|dissertacao
        trabalho da|de|para faculdade|escola|universidade
        tcc|dissertacao|mestrado|monografia (sobre|para|de)
        trabalho (de|da|do|pra) faculdade|escola|curso|universidade
        sou|somos estudante|estudantes|aluno|aluna (de|e|do)
        para a minha tese|dissertacao
        vale nota
    """,
    "press": """
        jornalista|reportagem
        jornalista|jornal|reportagem|reporter
        materia|peca|artigo sobre|para|de
        trabalho no jornal
        declaracao|comentario|entrevista por|vosso|com
    """,
    "spam": """
        oferecemos ~3 servicos|seo
    """,
    "cancellation": """
        cancelar|cancelamento|rescindir (a|o|minha|meu|do|da|de) (minha|meu) assinatura|contrato|plano|conta|
            reserva|pedido|inscricao|matricula|subscricao
        quero|preciso|como (de) (faco|para|cancelo|cancelar) (o|a|meu|minha|cancelar) contrato|assinatura|plano|
            matricula
        cancelar (a|o|minha|meu) assinatura|contrato|plano|matricula|conta|inscricao
        como cancelo
        rescindir
    """,
    "accepted": """
        pode (deixar) marcar|marcado|agendar|ser|mandar|confirmar|reservar
        fica combinado|marcado|assim
        combinado
        @day (as|de|a) # (serve|pode|esta|ok|entao|fica)
        @day serve|pode|entao|ok|esta|otimo|combinado
        serve|dá|funciona|esta otimo|bem|perfeito (pra|para) (mim|nos)
        estarei|estaremos|estou|vou|to|tou (la|ai|indo|a|em) caminho|casa|indo
        to indo
        quinta|terca|segunda|sexta|quarta|sabado as|de|serve|pode|entao|esta|ta|combinado|14h
        perfeito|otimo|show|maravilha entao|ate|marcado|quinta|terca|segunda|sexta
        em nome de
        digam|diga me a hora
        ate @day|amanha|sabado|la
        levo os|o|ja documentos|atestado|pre
    """,
    "deferring": """
        vou pensar|ver|pesquisar|comparar|conversar|falar|medir|amadurecer|levar|estudar|propor|analisar
        sem pressa|pressas|compromisso
        nao tenho|temos|ha|tem pressa|data|certeza
        ainda nao|nem|estou|estamos|vamos
        estamos|estou|to|tô (a) avaliar|ver|comparar|pesquisar|vendo|comparando|pesquisando|avaliando|pensando|
            pensar|recolher
        por enquanto|agora|ja (nao|e|so|estou)
        depois digo|falo|aviso|vejo|dou
        para ja nao
        falo|converso com (o|a|minha|meu) (marido|esposa|mulher|socio|socia|medico|cardiologista|chefe)
        com calma
        vou ver com
        quem sabe ano|mais|um
        vou levar pra|para|a reuniao|direcao
        fora do orcamento
    """,
    "returning_visitor": """
        falei|conversei|estive|pedi|escrevi com|ai|aí|convosco (vocês|voces|ontem|semana)
        como combinamos|combinado|falamos
        de novo eu
        a proposta|o orcamento que me|nos|voces
    """,
    "joking": """
        kkk|kkkk|kkkkk|hahaha|haha|rsrs nao|era|to|foi|ganhei|valeu
        brincadeira|zoando|zoeira|brincando
        to so zoando|brincando|passando|olhando
        era (um|so) teste
        ver se caia|colava
        quem me dera
        n n so|só
        so curiosidade
        passando raiva
        ganhei a aposta
    """,
    "competitor": """
        sou|somos de outra|outro|uma (imobiliaria|agencia|escola|clinica|concorrente)
        da concorrencia
        era so para comparar
    """,
    "sales_pitch": """
        ajudamos|ajudo clinicas|empresas|escolas|negocios|lojas|restaurantes|imobiliarias|academias
        represento a|o|uma
        somos uma|um|a agencia|empresa|fornecedor|fabrica (de|que|e)
        oferecemos|oferecer|apresentar|apresentacao (nossos|os|nosso|gratuita|uma)
        dobrar|triplicar|aumentar|lotar|duplicar (suas|as|a|o|os|seus) vendas|agenda|clientes|matriculas|faturamento
        teriam|tem|teria 10|15|dez|quinze minutos
        demonstracao|apresentacao|diagnostico gratuita|gratuito
        nossos|os planos comecam|partem
        resultado|resultados garantido|garantidos
        parceria comercial
    """,
}  # fmt: skip
