-- results
SELECT result.indicator_id, participant.bloc_id, SUM(result.num), SUM(result.den)
FROM targets_result AS result
JOIN emulation_participant AS participant ON participant.id = result.participant_id
WHERE participant.campaign_id = %(campaign)s AND result.phase_id = %(phase)s AND result.state = 'verified'
GROUP BY result.indicator_id, participant.bloc_id;

-- cells
SELECT result.participant_id, result.indicator_id, result.cell, result.num, result.den
FROM targets_result AS result
JOIN emulation_participant AS participant ON participant.id = result.participant_id
WHERE participant.campaign_id = %(campaign)s AND result.phase_id = %(phase)s AND result.state = 'verified'
ORDER BY result.participant_id, result.indicator_id;

-- targets
SELECT target.participant_id, target.indicator_id, target.kind, target.value
FROM targets_target AS target
JOIN emulation_participant AS participant ON participant.id = target.participant_id
WHERE participant.campaign_id = %(campaign)s AND target.phase_id IS NULL;

-- participation
SELECT participant.id, participant.name, participant.facts, registration.state, sent.declared_at, sent.verified_at
FROM emulation_participant AS participant
LEFT JOIN targets_registration AS registration ON registration.participant_id = participant.id
LEFT JOIN (
    SELECT participant_id, MAX(declared_at) AS declared_at, MAX(verified_at) AS verified_at
    FROM targets_result
    WHERE phase_id = %(phase)s
    GROUP BY participant_id
) AS sent ON sent.participant_id = participant.id
WHERE participant.campaign_id = %(campaign)s;
