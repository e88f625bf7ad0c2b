// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.binary.CastFlags;
import org.emgraal.binary.InstructionReader;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.FunctionType;

/**
 * Validates one function body or constant expression by the algorithm of the specification's appendix ("Validation
 * Algorithm"): a stack of operand types and a stack of blocks. This class has blocks, branches, calls and variables;
 * other instructions are in the classes it delegates to. Legacy exception handling follows the proposal's
 * "legacy/exceptions" document.
 */
final class FunctionValidator {

    private static final int[] NO_TYPES = {};
    private static final int[][] ONE_NUMBER = {null, {TypeCode.I32}, {TypeCode.I64}, {TypeCode.F32}, {TypeCode.F64},
                    {TypeCode.V128}};
    private static final int EXNREF = TypeCode.reference(true, TypeCode.EXN);
    private static final int CAUGHT = TypeCode.reference(false, TypeCode.EXN);


    private final ModuleContext context;
    private final TypeSpace types;
    private final WasmReader reader;
    private final Location location;
    private final OperandStack stack;
    private final ControlStack control;
    private final FixedInstructions fixed;
    private final TableInstructions tables;
    private final ReferenceInstructions references;
    private final AggregateInstructions aggregates;
    /** Set for a constant expression, which has no locals. */
    private final ConstantRules constant;
    private final Locals locals;

    private int[] blockParameters;
    private int[] blockResults;

    private FunctionValidator(ModuleContext context, WasmReader reader, Location location, Locals locals,
                    ConstantRules constant) {
        this.context = context;
        this.types = context.types;
        this.reader = reader;
        this.location = location;
        this.locals = locals;
        this.constant = constant;
        stack = new OperandStack(types, location, context.limits.operands());
        control = new ControlStack(stack, locals, location, context.limits.blocks());
        fixed = new FixedInstructions(context, reader, stack, location);
        tables = new TableInstructions(context, reader, stack, location);
        references = new ReferenceInstructions(context, reader, stack, location, constant != null);
        aggregates = new AggregateInstructions(context, reader, stack, location, tables);
    }

    /**
     * Validates a function of the module.
     *
     * @param index the function, not counting imports
     */
    static void validate(ModuleContext context, int index) {
        int functionIndex = context.functions.length - context.module.bodies().length + index;
        int type = context.functions[functionIndex];
        FunctionBody body = context.module.bodies()[index];
        WasmReader reader = new WasmReader(context.module.bytes(), body.start(), body.end());
        Location location = new Location(functionIndex);
        Locals locals = Locals.read(reader, context, type, location);
        FunctionValidator validator = new FunctionValidator(context, reader, location, locals, null);
        validator.validate(context.types.results(type));
        if (!reader.atEnd()) {
            throw new MalformedModuleException("END opcode expected: code behind the end of function " + functionIndex,
                            reader.position());
        }
    }

    /** Validates a constant expression that must leave a value of the given type. */
    static void validate(ModuleContext context, WasmReader reader, ConstantRules rules, int type) {
        new FunctionValidator(context, reader, new Location(-1), Locals.NONE, rules).validate(one(type));
    }

    private void validate(int[] results) {
        control.push(Opcode.BLOCK, NO_TYPES, results);
        while (!control.isEmpty()) {
            location.moveTo(reader.position());
            int opcode = reader.readOpcode();
            if (constant != null) {
                constant.check(opcode, location);
            }
            validateInstruction(opcode);
        }
    }

    private void validateInstruction(int opcode) {
        switch (opcode) {
            case Opcode.LOCAL_GET -> stack.push(locals.get(reader.readU32(), location));
            case Opcode.LOCAL_SET -> stack.pop(locals.set(reader.readU32(), location));
            case Opcode.LOCAL_TEE -> {
                int type = locals.set(reader.readU32(), location);
                stack.pop(type);
                stack.push(type);
            }
            case Opcode.GLOBAL_GET -> {
                int global = readGlobal();
                if (constant != null) {
                    constant.checkGlobal(context, global, location);
                }
                stack.push(context.globals[global]);
            }
            case Opcode.GLOBAL_SET -> {
                int global = readGlobal();
                if (!context.globalMutable[global]) {
                    throw location.invalid("immutable global " + global);
                }
                stack.pop(context.globals[global]);
            }
            case Opcode.UNREACHABLE -> control.markUnreachable();
            case Opcode.DROP -> stack.pop();
            case Opcode.SELECT -> select();
            case Opcode.SELECT_T -> selectTyped();
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF, Opcode.TRY -> {
                readBlockType();
                if (opcode == Opcode.IF) {
                    stack.pop(TypeCode.I32);
                }
                open(opcode);
            }
            case Opcode.TRY_TABLE -> {
                readBlockType();
                readClauses();
                open(opcode);
            }
            case Opcode.ELSE -> {
                ControlFrame frame = close(opcode, Opcode.IF, Opcode.IF);
                control.push(Opcode.ELSE, frame.parameters, frame.results);
                stack.pushAll(frame.parameters);
            }
            case Opcode.CATCH -> {
                int[] caught = readTag();
                ControlFrame frame = close(opcode, Opcode.TRY, Opcode.CATCH);
                control.push(Opcode.CATCH, NO_TYPES, frame.results);
                stack.pushAll(caught);
            }
            case Opcode.CATCH_ALL -> {
                ControlFrame frame = close(opcode, Opcode.TRY, Opcode.CATCH);
                control.push(Opcode.CATCH_ALL, NO_TYPES, frame.results);
            }
            case Opcode.DELEGATE -> {
                ControlFrame frame = close(opcode, Opcode.TRY, Opcode.TRY);
                readLabel();
                stack.pushAll(frame.results);
            }
            case Opcode.END -> end();
            case Opcode.BR -> {
                stack.popAll(readLabel().labelTypes());
                control.markUnreachable();
            }
            case Opcode.BR_IF -> {
                stack.pop(TypeCode.I32);
                pass(readLabel().labelTypes());
            }
            case Opcode.BR_TABLE -> branchTable();
            case Opcode.RETURN -> leave(control.function().results);
            case Opcode.CALL -> call(readFunction(), false);
            case Opcode.RETURN_CALL -> call(readFunction(), true);
            case Opcode.CALL_INDIRECT, Opcode.RETURN_CALL_INDIRECT -> callIndirect(
                            opcode == Opcode.RETURN_CALL_INDIRECT);
            case Opcode.CALL_REF, Opcode.RETURN_CALL_REF -> {
                int type = context.functionType(reader.readU32(), location);
                stack.pop(TypeCode.reference(true, types.canonical(type)));
                call(type, opcode == Opcode.RETURN_CALL_REF);
            }
            case Opcode.THROW -> leave(readTag());
            case Opcode.THROW_REF -> {
                stack.pop(EXNREF);
                control.markUnreachable();
            }
            case Opcode.RETHROW -> {
                int target = readLabel().opcode;
                if (target != Opcode.CATCH && target != Opcode.CATCH_ALL) {
                    throw location.invalid("invalid rethrow label");
                }
                control.markUnreachable();
            }
            case Opcode.BR_ON_NULL -> {
                int[] labelTypes = readLabel().labelTypes();
                int reference = stack.popReference();
                pass(labelTypes);
                stack.push(TypeCode.nonNull(reference));
            }
            case Opcode.BR_ON_NON_NULL -> {
                int[] labelTypes = readLabel().labelTypes();
                stack.push(TypeCode.nonNull(stack.popReference()));
                passReference(labelTypes);
            }
            case Opcode.BR_ON_CAST, Opcode.BR_ON_CAST_FAIL -> branchOnCast(opcode == Opcode.BR_ON_CAST_FAIL);
            default -> {
                if (!fixed.validate(opcode) && !tables.validate(opcode) && !references.validate(opcode)
                                && !aggregates.validate(opcode)) {
                    throw InstructionReader.illegalOpcode(location.offset(), opcode);
                }
            }
        }
    }

    private void open(int opcode) {
        stack.popAll(blockParameters);
        control.push(opcode, blockParameters, blockResults);
        stack.pushAll(blockParameters);
    }

    /** Closes the innermost block, which must have been opened by one of two instructions. */
    private ControlFrame close(int opcode, int opener, int otherOpener) {
        int actual = control.top().opcode;
        if (control.depth() == 1 || actual != opener && actual != otherOpener) {
            throw new MalformedModuleException("unexpected " + Opcode.name(opcode), location.offset());
        }
        return control.pop();
    }

    private void end() {
        ControlFrame frame = control.pop();
        if (frame.opcode == Opcode.IF && !types.matches(frame.parameters, frame.results)) {
            throw location.mismatch("if without else must have results like its parameters");
        }
        stack.pushAll(frame.results);
    }

    private void readBlockType() {
        blockParameters = NO_TYPES;
        if (reader.isAtTypeIndex()) {
            int type = context.functionType(reader.readTypeIndex(), location);
            blockParameters = types.parameters(type);
            blockResults = types.results(type);
        } else {
            FunctionType type = reader.readBlockType(context.module);
            blockResults = type.results().isEmpty() ? NO_TYPES : one(types.code(type.results().getFirst(), location));
        }
    }

    private static int[] one(int type) {
        return type < ONE_NUMBER.length ? ONE_NUMBER[type] : new int[]{type};
    }

    private void readClauses() {
        for (int clauses = reader.readCount(); clauses > 0; clauses--) {
            int clause = reader.readU8();
            if (clause > Opcode.CLAUSE_CATCH_ALL_REF) {
                throw new MalformedModuleException("malformed catch clause", reader.position() - 1);
            }
            int[] caught = clause < Opcode.CLAUSE_CATCH_ALL ? readTag() : NO_TYPES;
            boolean withReference = clause == Opcode.CLAUSE_CATCH_REF || clause == Opcode.CLAUSE_CATCH_ALL_REF;
            int[] labelTypes = readLabel().labelTypes();
            boolean matches = labelTypes.length == caught.length + (withReference ? 1 : 0);
            for (int i = 0; matches && i < caught.length; i++) {
                matches = types.matches(caught[i], labelTypes[i]);
            }
            if (!matches || withReference && !types.matches(CAUGHT, labelTypes[caught.length])) {
                throw location.mismatch("catch clause does not match its label");
            }
        }
    }

    private void select() {
        stack.pop(TypeCode.I32);
        int second = stack.pop();
        int first = stack.pop();
        if (TypeCode.isReference(first) || TypeCode.isReference(second)
                        || first != second && first != TypeCode.UNKNOWN && second != TypeCode.UNKNOWN) {
            throw location.mismatch("select of " + TypeCode.toString(first) + " and " + TypeCode.toString(second));
        }
        stack.push(first == TypeCode.UNKNOWN ? second : first);
    }

    private void selectTyped() {
        if (reader.readCount() != 1) {
            throw location.invalid("invalid result arity");
        }
        int type = types.code(reader.readValueType(), location);
        stack.pop(TypeCode.I32);
        stack.pop(type);
        stack.pop(type);
        stack.push(type);
    }

    private void branchTable() {
        stack.pop(TypeCode.I32);
        int count = reader.readCount();
        ModuleLimits.check("br_table targets", count, context.limits.branchTargets(), location.offset());
        ControlFrame previous = null;
        int arity = -1;
        for (int i = 0; i <= count; i++) {
            ControlFrame target = readLabel();
            if (target == previous) {
                continue;
            }
            int[] labelTypes = target.labelTypes();
            if (arity >= 0 && arity != labelTypes.length) {
                throw location.mismatch("br_table labels take different numbers of operands");
            }
            arity = labelTypes.length;
            stack.peekAll(labelTypes);
            previous = target;
        }
        control.markUnreachable();
    }

    private void branchOnCast(boolean onFailure) {
        int flags = reader.readU8();
        if ((flags & ~(CastFlags.FROM_NULLABLE | CastFlags.TO_NULLABLE)) != 0) {
            throw new MalformedModuleException("malformed cast flags", location.offset());
        }
        int[] labelTypes = readLabel().labelTypes();
        int from = TypeCode.reference((flags & CastFlags.FROM_NULLABLE) != 0, references.readHeapType());
        int to = TypeCode.reference((flags & CastFlags.TO_NULLABLE) != 0, references.readHeapType());
        if (!types.matches(to, from)) {
            throw location.mismatch(TypeCode.toString(to) + " is no subtype of " + TypeCode.toString(from));
        }
        int rest = TypeCode.isNullable(to) ? TypeCode.nonNull(from) : from;
        stack.pop(from);
        stack.push(onFailure ? rest : to);
        passReference(labelTypes);
        stack.push(onFailure ? to : rest);
    }

    private void callIndirect(boolean isReturn) {
        int type = context.functionType(reader.readU32(), location);
        int table = tables.readTable();
        if (!types.matches(context.tableElements[table], TypeCode.reference(true, TypeCode.FUNC))) {
            throw location.mismatch("table " + table + " does not hold functions");
        }
        stack.pop(context.tableAddresses[table]);
        call(type, isReturn);
    }

    private void call(int type, boolean isReturn) {
        stack.popAll(types.parameters(type));
        int[] results = types.results(type);
        if (!isReturn) {
            stack.pushAll(results);
        } else if (types.matches(results, control.function().results)) {
            control.markUnreachable();
        } else {
            throw location.mismatch("results of the function called do not match those of the caller");
        }
    }

    private void leave(int[] operands) {
        stack.popAll(operands);
        control.markUnreachable();
    }

    /** Checks a branch that may not be taken; behind it, the operands have the label's types. */
    private void pass(int[] labelTypes) {
        stack.popAll(labelTypes);
        stack.pushAll(labelTypes);
    }

    /** As {@link #pass}, for a label whose last operand is a reference that only the branch takes. */
    private void passReference(int[] labelTypes) {
        int last = labelTypes.length - 1;
        if (last < 0 || !TypeCode.isReference(labelTypes[last])) {
            throw location.mismatch("the label must take a reference");
        }
        pass(labelTypes);
        stack.pop();
    }

    private ControlFrame readLabel() {
        return control.label(reader.readU32());
    }

    private int readGlobal() {
        int global = reader.readU32();
        location.checkIndex("global", global, context.globals.length);
        return global;
    }

    /** Reads a function index; returns the function's type. */
    private int readFunction() {
        int function = reader.readU32();
        location.checkIndex("function", function, context.functions.length);
        return context.functions[function];
    }

    /** Reads a tag index; returns the types of the exception's values. */
    private int[] readTag() {
        int tag = reader.readU32();
        location.checkIndex("tag", tag, context.tags.length);
        return types.parameters(context.tags[tag]);
    }
}
