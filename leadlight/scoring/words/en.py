"""English phrases of each signal, one a line; the language is explained in scoring/phrases.py."""

SETS: dict[str, str] = {
    "day": "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "month": "january|february|march|april|may|june|july|august|september|october|november|december",
}
PHRASES: dict[str, str] = {
    "buying_intent": """
        i|we|id (d|would|will|ll|m|am|are|re) (really|just) want|wanna|like|need|love|ready|going|keen|happy|prefer|
            decided (to) (go) buy|order|purchase|sign|subscribe|enrol|enroll|pay|proceed|ahead|commit|switch|
            upgrade|join
        i|we ll|will|d take it|the|one|both|two|three|them|all|this|that|your
        ill|well take it|the|one|both|two|them|this|that
        ready|prepared to buy|order|sign|pay|proceed|start|commit
        where|how (do|can|should) i|we (can) pay|order|sign|buy|subscribe|transfer|checkout|enrol|enroll|register
        can|could|may i|we (just|already|also) pay|sign|order|buy|purchase|subscribe|enrol|enroll|register|join
        send (me|us|over|it) (the|an|a|your|her|him) (payment|order|engagement) invoice|contract|agreement|letter|
            paperwork|proforma
        let s|us do it|this
        lets do it|this
        go ahead with (the|your|this) order|purchase|booking|quote|contract|offer
        sign|signing me|us up
        we|i d|would|will|ll|can sign|buy|order|commit
        ok|okay|quote|offer|price|proposal|terms (is|are) accepted
        we|i accept (the|your) quote|offer|price|proposal|terms
        need|want|looking (for) somebody|someone (who|to) (can) take|handle|run|manage|build|install|replace|supply
        want|like|need|looking|going to move|switch|transfer ~5 to you
        card is|s (on|in|ready)
        pay|paying|put|transfer|transferred|send (the|a|my|our|down) deposit
        will|ll do|pay|make|send (the) upi|payment|transfer
        count me|us in
        go for it
        who|how (do|should|can) i|we (make) pay|payment
        deal|sold|done (then) where|how|send
        proceed with (the|your|it)
        when can i|we start|join|begin|move
        already signed off
        purchase order
        invoice us|me
        place|placing an|the|our|my order
        we|i|id|ill|well (d|ll|will) (just) have|take it|one|both|this|that|them|those|these
        i|we m|re|am|are in|sold
        you re|are on
        go on then
        make it # and
        where|how (do|can|should|would) i|we send|put|make|wire (the|a|my|our) deposit|money|payment|it
        do i|we pay now|today|online|here
        paying|pay by|with card|cash|transfer|amex|paypal
        paid|payment (just|now) went through|done|now
        send|email|forward (me|us|over) (the|a|your) link|letter|contract|agreement|paperwork|form|iban|invoice
        what s|is|are (the|your) next step|steps
        what (else) do you need from me|us
        (please) go ahead
        we|i (ve|have|just) decided|chosen to|on|you
        instruct|appoint|hire|engage you
        take over (the|our|my) payroll|books|accounts|case|contract
        want|like|need to instruct|hire|appoint|engage|sign|enrol|join|register
        tender|tendering|rfp|rfq
        order it|them|now|today|one|two
        upgrade|upgrading|ordering|booking now|today
        let s get (the|this) paperwork|started|going|booked
        approved the|your quote|proposal|offer
        po follows|attached
        add that|those|it (to) (the|my) order|basket
    """,
    "demo_requested": """
        want|like|need|book|schedule|get|see|arrange|have|request|love|organise|organize ~4 demo|demonstration|
            walkthrough
        demo (for|on) tomorrow|today|next|this|please|pls|@day
        can|could|would we|i|you|someone|somebody ~5 demo|demonstration|walkthrough
        start|begin|set ~3 trial|pilot
        can|could|would ~4 walk|show|take me|us through|round|around
        show|walk me|us (through|round|around) (the) product|platform|software|tool|console
    """,
    "booking_requested": """
        book|reserve|schedule|arrange|organise|organize|fix ~5 appointment|visit|viewing|call|meeting|slot|table|
            room|tour|survey|consultation|session|drive|seat|place|scan|inspection|date|lesson|class
        book|reserve|schedule|block|hold it|me|us|them|that|this
        set|setting up ~2 call|meeting|visit|appointment|session
        block|hold|reserve|save|keep|put ~2 seat|place|spot|table|room|slot|date|one (for) (me|us)
        can|could|may i|we (please) come|visit|view|drop|pop ~4 today|tomorrow|@day|at|this|next|now
        want|like|love|come|can|could (to|i|we) test|try drive|driving
        can|could someone|anyone|you|your (guy|team|engineer|rep) come|visit (out|round) (and|to) measure|survey|
            quote|look|inspect|see
        when can|could ~3 come|visit|measure|survey|view
        can|could someone|somebody|anyone|you (please) come|visit ~5 @day|out|round|over|tomorrow|week
        book|pencil|squeeze|fit me|us in
        put me|us down for
        i|we|id (d|would|ll|will) want|like|love|need (to) (come) view|visit|book|reserve|schedule|arrange|meet
        can|could i|we (please|also) book|reserve|schedule|arrange|view
        free|available|slot ~2 tomorrow|@day for (a) viewing|visit|call
        can|could|would|when can (we|i|you|someone|somebody|anyone|anybody) ~2 see|view|visit|come|get|look|send|
            here ~6 @day|today|tomorrow|weekend|week|morning|tonight|soon
        when can|could|would someone|somebody|anyone|you|my|we|i ~4 come|get|see|walk|start|visit|view
        get anyone|someone|somebody here|out|round
        earliest slot|appointment|you|that|available
        as soon as someone
        come and price|quote|measure|look
        table|room for # (people|of us|at|on|tonight|tomorrow)
        pencil|slot me|us in
    """,
    "price_asked": """
        how much
        what s|is|are|would|do|does|will ~5 cost|costs|price|prices|fee|fees|rate|rates|charge|pricing|quote|damage
        whats ~4 cost|price|fee|fees|damage|charge
        what|how would|do|does|will ~10 pay|cost|charge|run
        what does ur|your|it ~3 cost
        price|pricing|prices|quote|quotation|cost for|of|per|on|list|please
        rough|ballpark|fixed price|cost|quote|estimate|idea
        and|what s (the) cost
        whats each cost
        give|send me|us a|the|your price|quote|pricing|quotation|estimate
        is|are there|it|they (a|any) charge|fee|included|extra
        s a seat
        what s|is|would it|that gonna|going cost
        what would|does|do ~6 cost|be|run|set (roughly)
        what d|would|do you charge
        per seat|month|user|head
        rough|ballpark|roughly figure|what
        what commission|percentage|rate
        best price
        cheapest
        costs|fees for|if|on
        price (in) the|with|without|for
    """,
    "budget_stated": """
        budget (is|of|s|around|about|we|i|have|up|to|for|this|max) ~2 $|#
        i|we|ve have|got|has (got|only|about|around|up|to) $
        up to|max $
        max|maximum|ceiling|limit|envelope|spend (of|is|about|around|up|to) $
        $ max|maximum|budget|all
        can|could afford|spend|pay|stretch|go (to|up|about|around) ~1 $
    """,
    "deadline_stated": """
        by|before|until|till (the) (end|start|middle) (of) (next|this|the) @day|@month|week|month|year|quarter|
            summer|christmas|easter|tomorrow|tonight|today|#
        from|starting|start|starts|begin|beginning|needed|opening|moving (in|on|from|by) (the|next|this) (#) @month|
            @day|1st|week|month
        end of month|q1|q2|q3|q4|the|this|next
        this|next|that|same week|month|quarter|@day|weekend|autumn|spring
        # (of) @month
        # of|nd|th next|this month
        asap|urgently
        as soon as possible
        right|straight away
        within # days|weeks|months
        in|within (the) (next) (two|three|four|a) days|weeks|week|months|month|fortnight
        in # days|weeks|months
        need|want|needed it ~2 today|tomorrow|now
        can ~4 tomorrow|today
        go live
        tomorrow
        deadline (is|of)
    """,
    "comparison": """
        compare|comparing|comparison
        shortlist|shortlisted|versus|competitor|competitors
        looking|look|looked at (a|some) #|few|two|three|four|five|several|other|couple|others
        two|three|four|five|#|other|more|another|different (more|other) vendor|vendors|quotes|quote|carrier|
            carriers|provider|providers|supplier|suppliers|agencies|agency|firms|options|offers|clinics|schools|
            venues|installers|dealers
        alternative|alternatives to
        between|narrowed (it) (down|to) you and
        you and one|another|two other
        they|other|others|competitor|someone (else) (want|wants|quoted|quote|charge|asked|offer|offered|said) $
        asking|shopping around
        better|cheaper than
        told me|us the same
        fixed|one|monthly|annual vs|versus
        or is|are (it|that) a swap|separate
        vs swapping|the|buying|leasing
        we|i tried
        instead of paying|using|buying
    """,
    "evaluating": """
        run|talk|discuss|show|think|take|pass (it|this) (past|through|over|with|to|by|about) (it) (with|past|to) my|
            her|his|our|the|your
        need|have to discuss|talk|think|convince|check
        thinking about|of getting|buying|a|an|the|switching|moving
        thinking about
        considering|evaluating|weighing|researching
        before i|we spend|decide|commit|sign|buy
        can t|not decide
        if we|i went|go|went ahead
        get|getting back to you
        still deciding|thinking|comparing|undecided
        is|are yours|you real
        depends on
        write it up
    """,
    "integration_question": """
        integrate|integrates|integration|integrations|compatible|webhook|webhooks|zapier
        work|works|connect|connects|sync|syncs|pair|plug|link|links (up|nicely|well) with|to|into
        is|have|got there|you an|a api
        your api
        single sign
        export|import|migrate|migration ~3 from|to|data|csv|excel
        access to
    """,
    "contact_requested": """
        call|ring|phone|text|contact|whatsapp|email|mail|message|reach|telephone me|us
        e mail me|us
        give|drop|send me|us a call|ring|text|bell|buzz|message|line|email|shout
        can|could|please|would|have|get someone|somebody|anyone|you|your (please) (team|colleague|manager) call|
            ring|phone|contact|email|text|mail|reach
        schedule|arrange|book|set|have|want|need|get ~4 call|callback|meeting|demo
        for calls ring|call|phone
        text|call first|after|before|tomorrow|between
        invite to
        await|expect|waiting your|for call|reply|your
        email it
        get in touch
        looking forward to your call
        call back
        best reached
        demo tomorrow|today|next|this
        someone|somebody|anyone (can|could|to|please) ring|call|phone|email|text|contact
        ring|call|text|phone|email me|us (when|on|at|tonight|today|tomorrow|after|before)
        reach me|us|him
        have them|him|her|your ring|call|phone|email
        call|ring back
        email|send (it|them|me|us|that) (the|a) (brochure|letter|details) to|at|tonight|today
        get someone|somebody to
        i m|am on #
        best number|time
        give us a bell|shout
        talk|chat|speak to (someone|somebody|admissions|an|a)
        buzz me
        my number is
        prefer|rather (a|by|you|to|be|over) (the|be|phone) call|called|phone|telephone
    """,
    "not_buying": """
        just|only|simply|merely curious|browsing|looking|wondering|killing|bored|testing|kidding|joking|nosy
        not (really|actually|currently|even) (looking|going|planning|trying|here|ready|interested|in) (to|in|
            the) buy|buying|purchase|purchasing|market|interested|order|rent
        not (really|that|very|at all) interested|needed|required
        isn|aren|isnt|arent (t) interested|needed
        no (longer) interest|intention|plans|need (of|to|for)
        never|nobody buying|buy|going
        don|do|won|will|wouldn|would|not|isn t|not|going (really) (want|need|plan|intend|going|think) (to) buy|
            order|purchase|proceed|sign
        dont|wont|wouldnt (really) (want|need|plan|intend|going) (to) buy|order|purchase|proceed|sign
        killing|passing time
        settling ~3 argument|bet|debate
        pub argument|quiz|bet
        leave it for now
        out of curiosity
        we|i aren|arent|m|am|are (t|not) (even) (a|your) customer
        wrong number|chat|company|website|site
        just a joke|bet|question
        no just
        for fun
        too expensive so|bye|forget|never
        don t|dont|do not need|want|have one|any|it|anything|a (car|boat|house)
        no trip|wedding|plans|project planned|coming|here
        asking for my|a friend|sister|mate|cousin|neighbour
        for my nephew|kid|son s homework
        was just curious|wondering|checking
        just thought|thought you (should) know
        sent by mistake
    """,
    "withdrawn": """
        no longer interested|need|needed|looking
        went|going|gone with|for another|someone|somebody|a|your|the|other different|else|competitor|company|
            provider|vendor
        decided not|against
        changed|change my|our mind
        already bought|purchased|ordered|signed|found|got elsewhere|one|with|another|something
        bought|ordered|found (it|one|something) elsewhere
        on second thoughts|thought
        forget it|about
        so|but|then|and no|nope (i|we|ve|thanks|thank)
        scared|put me off
        never mind|nevermind
        call|called it off
        had|have|got an offer accepted elsewhere
        just|we|i (ve) bought one|it from|at|elsewhere|somewhere
        not going ahead
        cried off
        board|boss has frozen|cancelled|said no
        leave it (there|then|for good)
        not (going) using you
        was|were going to|close to|about to ~6 but|then|until|no
        not good enough
        reserving|buying elsewhere
        purchase will be elsewhere
    """,
    "support": """
        cant|cannot|couldn|unable (t) (to) (seem) (to) log|login|sign|access (in|into|on|onto)
        can t|not (seem) (to) log|login|sign|access (in|into|on|onto)
        log|login|logging (in|into) ~3 fails|error|portal|account|not|doesn
        reset (my|the) password
        forgot|forgotten|lost my password|login|pin
        my|the|our (last|recent) order|parcel|package|delivery|invoice|refund ~3 late|missing|wrong|damaged|broken|
            arrived|hasn|hasnt|isn|not|never|status
        where s|is|are my|our order|parcel|package|delivery|refund
        track|tracking (my|number|order)
        refund|refunded|complaint
        warranty claim
        money back
        charged (me|us) twice
        is|are|it|s|keeps|arrived|came broken|down|crashing|crashed|freezing|faulty|leaking|offline
        isn|isnt|not|stopped (t) working|loading|opening|responding
        error (message|code|#)
        i|we ve|have been|was|were|got charged|billed
        charged|billed twice|wrong|again
        i (already) paid (for) (and|but|already|last|yesterday)
        copy of my|the|an|our
        you acted for
        existing|current customer|client|member
        reporting a|an bug|fraud|scam|issue|problem
        pretending to be
        phishing|scammer|scammers
        reporting|report ~2 scam|fraud
        is|are|my ~3 portal|app|dashboard ~2 down|broken|blank|offline
        doesn|does|doesnt|don|won (t|not) function|load
        page|link|site|app doesn|doesnt|isn|does (t|not) work|open|load
        report|have a|an bug|fault
        change|update my address|password|card|details
        you|your (lot|team|guys|engineer|people) fitted|installed|repaired|delivered|serviced|treated ~4 and|but|
            now|since
        since the update|yesterday|treatment|visit|last
        charged|taken|billed (me|us) twice|again|wrong
        i|we want|need a refund|replacement|money
        my|our filling|crown|boiler|delivery|order|booking|subscription|account|invoice|appointment (from|has|is|
            was) (last|come|not|still|wrong)
        delete (all) (the|my) data|account
        under gdpr
        keeps ~2 out|crashing|failing|breaking
        came out|off again
        is it safe|normal to|that|if
        hasn|hasnt|didn|didnt|never (t) arrived|arrive|turned|shown|come
        says delivered
        my booking|reservation|appointment is
        about our|my case|order|claim|booking
        gift card expired|valid
        keep emailing|calling|texting
    """,
    "job_seeker": """
        vacancy|vacancies|internship|apprenticeship
        job openings|opening|opportunities|roles
        openings for ~2 lecturers|teachers|developers|drivers|staff|freelancers|trainers|instructors|assistants|
            engineers|nurses
        freelance|sessional|seasonal work|lecturers|role|teachers
        apply|applying|application for ~3 job|role|position|post|internship
        my|attach|attached|send|sent|upload (my) cv|resume
        work for you
        are you hiring|recruiting
        looking|look for (a) job|work|employment|position
        are|is|you|currently hiring|recruiting
        offer my services
        work with us|you
        i|we am|m (a|an) ~3 years experience
        pay band
        any|got jobs|vacancies|openings|work|shifts going|available|for|at
        taking on|hiring|recruiting
        years|yrs (of) experience|teaching|on|as|in (the)
        pay rate|band|scale
        day|hourly rate|wage (these|like)
        what|how do|much you|u pay (an|per|your)
        whoever does|handles the hiring|recruitment|recruiting
        placement|apprentice|work experience
    """,
    "study": """
        homework|coursework|dissertation|thesis|assignment
        my|our essay|thesis|assignment|professor|lecturer
        for|my|our (my|our|a) uni|university|college|school|class paper|project|essay|presentation|assignment|
            report|homework
        i am|m a|an student
        im a student
        case study for my|our|class
        survey for my|our
        studying for
        student|students writing|doing|working|at|in
        final year|a level|gcse|phd|masters|bachelor
        for my|a table|presentation|report of|on|at|in
        compare two|three vendors|companies|gyms|firms for
        due in|on|tomorrow|friday
    """,
    "press": """
        journalist|reporter|newsroom
        writing|doing|preparing|for (a|an|the) (short) article|story|piece|feature|report|documentary (on|about|for)
        press|media enquiry|inquiry|pass|request|kit|office|team
        interview your|the|someone|with
        comment for|on (the|our|an)
        gazette|echo|herald|tribune|times|chronicle here
        doing|running a|an piece|feature|story
        i write for|at
        a word|quote|comment|statement (with|from) your|the director|boss|ceo|owner
        press deadline
        for publication|broadcast
    """,
    "spam": """
        guest post|posts|posting
        backlink|backlinks|seo
        rank|ranking|page one|first|number|higher|google (on|of) (google)
        increase|boost|grow|double your traffic|sales|revenue|ranking|rankings|followers
        we|i (can) offer|provide|sell|specialise|specialize|help ~4 your website|business|company|team|clients|site
        help businesses|companies|brands|agencies|clinics|firms (like)
        free audit
        get more leads|customers|traffic|reviews
        businesses|companies like yours|you
        our agency|services|company|team offers|provides|boosts
        crypto|bitcoin|forex|casino|viagra
        business|partnership proposal|opportunity
        make money
        investment opportunity|opportunities
        offshore developers|team
        buy followers
        click here|this
    """,
    "cancellation": """
        cancel|cancelling|canceling|terminate (my|our|the|this|a) subscription|membership|contract|account|plan|
            order|booking|policy|appointment|everything|it
        want|like|need|wish|how (do|can) (to|i|we) (to) cancel|unsubscribe|terminate
        unsubscribe
        close|delete (my|our) account
        stop charging|billing|emailing|texting|messaging
    """,
    "accepted": """
        that works|suits (for) (me|us)
        works for me|us
        see you then|there|@day|tomorrow
        we|i ll be there
        @day|tomorrow|today works|is|it|then|please|suits (fine|good|perfect|great)
        @day at|morning|afternoon|evening|# please|works|then|suits
        perfect|great|lovely|brilliant (see) (you) @day|then
        put me|us|it|that down|under
        hold|keep that|it|those|them (one) (for) (me|us)
        pencil|book|slot|squeeze me|us in
        i|we ll take the|that # o|am|pm|slot
        ill|il|we ll|i ll be there|coming
        text|ring|call me when he|she|they|you
        on (my|our) way
        coming now|over|round
    """,
    "deferring": """
        will|ll|let|ill|il|gonna|going (me|to) (to) (have) (a) think|mull|ponder|discuss|consider|sleep
        let me do|sit|think|see|check
        no rush|hurry
        not rushing|yet|decided|sure
        not on the market
        (just) getting|collecting|gathering|comparing|asking|doing a|some|few|opinions|quotes|prices|offers|facts|
            research|feel|info
        nothing decided
        early days
        next year at the earliest
        maybe|perhaps|possibly next|some|one year|day|time|spring|summer
        will|ll|let put|show|pass|take|run|talk|ask (it|this|them) (to|by|past|through|over) (on|with|the|my) wife|
            husband|partner|boss|board|team|mum|dad|spreadsheet|list|cofounder
        no demo|calls|meeting|appointment (yet|please|thanks|needed)
        no call yet|please|thanks|needed|now
        still ~4 list|stage|comparing|looking|deciding
        might pop|come|do in|by|that
        gotta|got to|need to save|find
        first|before spring|christmas
        (a) few|couple|nosy (of) places|quotes|opinions
        torn|undecided between|about
    """,
    "returning_visitor": """
        i|we (was|were|have|ve) spoke|talked|chatted|asked|enquired|been|wrote|came (to|with) (you|here) (before|
            last|already|yesterday|earlier)
        as|like (we) discussed|agreed|mentioned before|last|yesterday
        back again|with another question
        me|us again
        following up on my|our
        you (sent|gave) me|us a quote|price|brochure
        same address|details as before|last
    """,
    "joking": """
        just|only|im|i m|was (only) kidding|joking|messing|testing|bored
        worth a try|go
        haha|lol|lmao|ha (no|nah|never|as if)
        nah|no just
        when i win the lottery
        oh sure (let|i|ll)
        back of the sofa
        just made me laugh
        settling a|an
        crossword|quiz solved
        for a quiz
    """,
    "competitor": """
        we|i (also) (make|sell|run) ~3 too so
        i|we run|m|are ~4 over|across|down the road
        just|only seeing|checking what you
        your dealer|trade margin|terms
        competitor|rival of yours
        what you re|are telling people
    """,
    "sales_pitch": """
        i|we represent|m|am from|with ~6 help|fill|grow|boost
        we|i (can) help|fill|bring|get|place|deliver|supply ~5 like yours|you|your
        we make|produce|supply|distribute|manufacture ~6 your|supplier|partner
        love to be your supplier
        quick|short|15|10|minute (min|minute|minutes) call ~6 show|roi|demo|walk
        free audit|trial|analysis of your|website
        our|my direct line
        pricing starts at
        increase|double|triple|boost ~3 revenue|bookings|sales|leads|traffic|enrolments
        who decides|handles|deals (on|with) purchasing|marketing|advertising|suppliers
        samples to show
        guest post|posts
    """,
}  # fmt: skip
