namespace RepoTickets.Workflows.Tests.Protocol;

/// <summary>A step that somebody may take, the state that it leads to, and what is wrong with it, if anything.</summary>
internal readonly record struct ProtocolStep(string Name, ProtocolState Next, string? Violation = null);

/// <summary>All steps that are possible in a state, for a design.</summary>
internal sealed class LeaseProtocol(LeaseDesign design, int holders)
{
    private const int MaximumGrants = 3;
    private const int MaximumRenewals = 1;
    private const int MaximumOutsiderEdits = 1;

    internal IEnumerable<ProtocolStep> StepsFrom(ProtocolState state)
    {
        if (state is { Owner: >= 0, IsExpired: false })
        {
            yield return new("the lease runs out", state with { IsExpired = true });
        }

        if (state.OutsiderEdits < MaximumOutsiderEdits)
        {
            yield return new("an outsider edits", state with { Ticket = state.Ticket + 1, OutsiderEdits = state.OutsiderEdits + 1 });
        }

        for (var i = 0; i < holders; i++)
        {
            foreach (var step in StepsOf(i, state))
            {
                yield return step with { Name = $"{(char)('A' + i)} {step.Name}" };
            }
        }
    }

    private IEnumerable<ProtocolStep> StepsOf(int i, ProtocolState state)
    {
        var holder = state[i];
        switch (holder.Stage)
        {
            case Stage.Idle:
                if ((state.Owner < 0 || state.IsExpired) && state.Grant < MaximumGrants)
                {
                    yield return new("is granted the lease", Grant(i, state));
                }

                break;
            case Stage.Granted:
                yield return new("reads the ticket", state.With(i, holder with { Stage = Stage.HasRead, SeenTicket = state.Ticket }));
                if (state.Token == holder.Token && state.Owner == i && state.Renewals < MaximumRenewals)
                {
                    yield return new("renews", state with { Lease = state.Lease + 1, IsExpired = false, Renewals = state.Renewals + 1 });
                }

                break;
            case Stage.HasRead when design.Token is TokenCheck.RecordedWhenRead or TokenCheck.RecordedInCommit:
                var isRecorded = state.Owner >= 0 && state.Token == holder.Token;
                yield return new(
                    isRecorded ? "finds its token recorded" : "finds another token and gives up",
                    state.With(i, holder with { Stage = isRecorded ? Stage.HasChecked : Stage.Done, SeenLease = state.Lease }));
                break;
            case Stage.HasRead or Stage.HasChecked:
                yield return Write(i, holder, state);
                break;
            case Stage.HasWritten:
                yield return new("gives the lease back", Release(i, holder, state));
                break;
            default:
                break;
        }
    }

    private static ProtocolState Grant(int i, ProtocolState state)
    {
        var next = state with
        {
            Owner = i, Grant = state.Grant + 1, Token = state.Token + 1, Lease = state.Lease + 1, IsExpired = false,
        };
        return next.With(i, new(Stage.Granted, next.Grant, next.Token, 0, 0));
    }

    private ProtocolStep Write(int i, HolderState holder, ProtocolState state)
    {
        if (design.ChecksVersion && holder.SeenTicket != state.Ticket)
        {
            return new("is refused for the version and starts anew", state.With(i, holder with { Stage = Stage.Granted }));
        }

        var passes = design.Token switch
        {
            TokenCheck.WhenPresented => holder.Token >= state.Presented,
            TokenCheck.RecordedInCommit => holder.SeenLease == state.Lease,
            _ => true,
        };
        if (!passes)
        {
            return new("is refused for the lease and looks again", state.With(i, holder with { Stage = Stage.Granted }));
        }

        var violation = holder.Grant != state.Grant || state.Owner != i ? "a superseded holder's write was accepted"
            : holder.SeenTicket != state.Ticket ? "somebody's change was overwritten unseen" : null;
        var next = state with { Ticket = state.Ticket + 1, Presented = Math.Max(state.Presented, holder.Token) };
        return new("writes", next.With(i, holder with { Stage = Stage.HasWritten }), violation);
    }

    private ProtocolState Release(int i, HolderState holder, ProtocolState state)
    {
        var next = state.With(i, default);
        return state.Owner == i && state.Token == holder.Token
            ? next with { Owner = -1, Lease = state.Lease + 1, IsExpired = false, Token = design.TokensRestart ? 0 : state.Token }
            : next;
    }
}
