using RepoTickets.Batch.Planning;

namespace RepoTickets.Batch.Tests.Planning;

public sealed class OrderTests
{
    private static readonly Ticket Login = new() { Id = TicketId.Placeholder("login"), Title = "Login" };

    [Fact]
    public void Make_NothingNeedsAnything_KeepsTheOrder()
    {
        var blueprint = BlueprintMaker.Make(
            [.. Enumerable.Range(0, 5).Select(static i => BatchOperation.Create(new Ticket { Title = $"T{i}" }))]);

        Assert.Equal([0, 1, 2, 3, 4], blueprint.Order);
        Assert.Equal(5, blueprint.Units.Count);
    }

    [Fact]
    public void Make_UpdateBeforeTheCreation_PullsTheCreationAhead()
    {
        var blueprint = BlueprintMaker.Make([
            BatchOperation.Create(new Ticket { Title = "Other" }),
            BatchOperation.Update(Login.Id, static t => t),
            BatchOperation.Create(Login)]);

        Assert.Equal([0, 2, 1], blueprint.Order);
        Assert.Equal([2, 1], blueprint.Units[1].Operations);
        Assert.Equal(UnitShape.Create, blueprint.Units[1].Shape);
    }

    [Fact]
    public void Make_Cycle_IsRefusedByName()
    {
        var blueprint = BlueprintMaker.Make([
            BatchOperation.Create(new Ticket { Title = "A" }) with { DependsOn = [2] },
            BatchOperation.Create(new Ticket { Title = "B" }) with { DependsOn = [0] },
            BatchOperation.Create(new Ticket { Title = "C" }) with { DependsOn = [1] }]);

        Assert.True(blueprint.IsCyclic);
        Assert.Equal(
            "Operations wait for each other: 0 needs 2 needs 1 needs 0. Remove one of these dependencies.",
            Assert.Single(blueprint.Errors).Reason);
    }

    [Fact]
    public void Make_OperationThatNeedsItself_IsACycle() =>
        Assert.True(BlueprintMaker.Make([BatchOperation.Create(new Ticket { Title = "A" }) with { DependsOn = [0] }]).IsCyclic);

    [Fact]
    public void Make_TicketsThatReferToEachOther_AreNoCycle()
    {
        var blueprint = BlueprintMaker.Make([
            BatchOperation.Create(Login with { BlockedBy = [TicketId.Placeholder("other")] }),
            BatchOperation.Create(new Ticket { Id = TicketId.Placeholder("other"), Title = "Other", Blocks = [Login.Id] })]);

        Assert.False(blueprint.IsCyclic);
        Assert.Empty(blueprint.Errors);
    }

    [Fact]
    public void Make_UpdateThenDelete_IsADeletion() => Assert.Equal(UnitShape.Delete, ShapeOf(
        BatchOperation.Update(TicketId.Parse("A-1"), static t => t), BatchOperation.Update(TicketId.Parse("A-1"), static t => t),
        BatchOperation.Delete(TicketId.Parse("A-1"))));

    [Fact]
    public void Make_CreateThenDelete_IsNothing() =>
        Assert.Equal(UnitShape.Nothing, ShapeOf(BatchOperation.Create(Login), BatchOperation.Delete(Login.Id)));

    [Fact]
    public void Make_DeleteThenUpdate_IsRefused()
    {
        var id = TicketId.Parse("A-1");
        var blueprint = BlueprintMaker.Make(
            [BatchOperation.Delete(id), BatchOperation.Update(id, static t => t), BatchOperation.Delete(id)]);

        Assert.Equal([1, 2], blueprint.Errors.Select(static error => error.Index));
    }

    [Fact]
    public void Make_DeleteThenCreateOfTheSameName_IsRefused()
    {
        var id = TicketId.Parse("A-1");
        var blueprint = BlueprintMaker.Make([BatchOperation.Delete(id), BatchOperation.Create(new Ticket { Id = id, Title = "A" })]);

        Assert.Equal(0, Assert.Single(blueprint.Errors).Index);
    }

    [Fact]
    public void Make_TenThousandInAChain_IsOrderedWithoutDeepRecursion()
    {
        var operations = Enumerable.Range(0, 10_000)
            .Select(
                static i => (BatchOperation)(BatchOperation.Create(new Ticket { Title = "T" }) with
                {
                    DependsOn = i == 9_999 ? [] : [i + 1],
                })).ToList();

        Assert.Equal(Enumerable.Range(0, 10_000).Reverse(), BlueprintMaker.Make(operations).Order);
    }

    private static UnitShape ShapeOf(params BatchOperation[] operations)
    {
        var blueprint = BlueprintMaker.Make(operations);
        Assert.Empty(blueprint.Errors);
        return Assert.Single(blueprint.Units).Shape;
    }
}
